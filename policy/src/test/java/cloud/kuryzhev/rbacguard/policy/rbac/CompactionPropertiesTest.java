package cloud.kuryzhev.rbacguard.policy.rbac;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
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

    private static Permission unnamed(Permission request) {
        return request instanceof Permission.OnResource asked ? asked.withoutName() : request;
    }
}
