package cloud.kuryzhev.rbacguard.policy.rbac;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class CompactionPropertiesTest {

    private static final List<Permission> IN_ONE_NAMESPACE = SmallWorld.REQUESTS.stream()
            .filter(request -> !(request instanceof Permission.OnResource asked)
                    || asked.namespace().equals("n1"))
            .toList();

    @Provide
    Arbitrary<Set<Permission>> permissions() {
        return Arbitraries.of(IN_ONE_NAMESPACE).set().ofMaxSize(40);
    }

    @Property
    void compactedRulesAllowExactlyWhatIsGiven(@ForAll("permissions") Set<Permission> permissions) {
        List<PolicyRule> rules = Compaction.rules(permissions);
        assertThat(Covers.covers(Compaction.ofRole(permissions), rules)).isTrue();
        assertThat(Covers.covers(rules, Compaction.ofRole(permissions))).isTrue();
        Set<Permission> expected = IN_ONE_NAMESPACE.stream()
                .filter(request -> permissions.contains(request) || permissions.contains(unnamed(request)))
                .collect(toSet());
        assertThat(IN_ONE_NAMESPACE.stream()
                        .filter(request -> rules.stream().anyMatch(rule -> rule.allows(request)))
                        .collect(toSet()))
                .isEqualTo(expected);
    }

    @Property
    void theOrderOfThePermissionsDoesNotMatter(
            @ForAll("permissions") Set<Permission> permissions, @ForAll Random random) {
        var shuffled = new ArrayList<>(permissions);
        Collections.shuffle(shuffled, random);
        assertThat(Compaction.rules(shuffled)).isEqualTo(Compaction.rules(permissions));
    }

    @Property
    void thereAreNeverMoreRulesThanPermissions(@ForAll("permissions") Set<Permission> permissions) {
        assertThat(Compaction.rules(permissions))
                .hasSizeLessThanOrEqualTo(permissions.size())
                .doesNotHaveDuplicates();
    }

    @Property
    void noRuleCanBeLeftOut(@ForAll("permissions") Set<Permission> permissions) {
        List<PolicyRule> rules = Compaction.ofRole(permissions);
        assertThat(rules).noneSatisfy(rule -> {
            var others = new ArrayList<>(rules);
            others.remove(rule);
            assertThat(Covers.covers(others, List.of(rule))).isTrue();
        });
    }

    /** Two rules that differ in one list alone would be one rule with both lists in it. */
    @Property
    void noTwoRulesCouldBeOne(@ForAll("permissions") Set<Permission> permissions) {
        List<List<List<String>>> rules = Compaction.ofRole(permissions).stream()
                .map(it ->
                        List.of(it.verbs(), it.apiGroups(), it.resources(), it.resourceNames(), it.nonResourceUrls()))
                .toList();
        for (int i = 0; i < rules.size(); i++) {
            for (int j = 0; j < i; j++) {
                List<List<String>> one = rules.get(i);
                List<List<String>> other = rules.get(j);
                assertThat(differences(one, other) == 1
                                && names(one).isEmpty() == names(other).isEmpty())
                        .as("%s and %s", one, other)
                        .isFalse();
            }
        }
    }

    /** All names and some are two things, and not two lists of one. */
    private static List<String> names(List<List<String>> rule) {
        return rule.get(3);
    }

    private static long differences(List<List<String>> one, List<List<String>> other) {
        return IntStream.range(0, one.size())
                .filter(list -> !one.get(list).equals(other.get(list)))
                .count();
    }

    private static Permission unnamed(Permission request) {
        return request instanceof Permission.OnResource asked ? asked.withoutName() : request;
    }
}
