package cloud.kuryzhev.rbacguard.policy.yaml;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import cloud.kuryzhev.rbacguard.policy.Action;
import cloud.kuryzhev.rbacguard.policy.Policy;
import cloud.kuryzhev.rbacguard.policy.PolicyReading.Problem;
import cloud.kuryzhev.rbacguard.policy.PolicyReading.Unusable;
import cloud.kuryzhev.rbacguard.policy.PolicyReading.Usable;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PolicyReaderTest {

    @Test
    void readsAllThreeKeys() {
        var policy = usable("""
                forbidden_subjects:
                  - system:anonymous
                  - "system:serviceaccount:kube-system:default"
                forbidden_roles: [cluster-admin, admin]
                restricted_namespaces:
                  - production
                """);
        assertThat(policy.forbiddenSubjects())
                .containsExactly("system:anonymous", "system:serviceaccount:kube-system:default");
        assertThat(policy.forbiddenRoles()).containsExactly("admin", "cluster-admin");
        assertThat(policy.restrictedNamespaces()).containsExactly("production");
    }

    @Test
    void aKeyThatIsAbsentKeepsItsDefault() {
        var policy = usable("forbidden_roles: [view]");
        assertThat(policy.forbiddenRoles()).containsExactly("view");
        assertThat(policy.forbiddenSubjects())
                .containsExactly("system:anonymous", "system:masters", "system:unauthenticated");
        assertThat(policy.restrictedNamespaces()).containsExactly("payments", "production");
    }

    @Test
    void anEmptyListMeansNone() {
        var policy = usable("forbidden_roles: []\nforbidden_subjects: []\nrestricted_namespaces: []");
        assertThat(policy).isEqualTo(Policy.of(Set.of(), Set.of(), Set.of()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\n", "# nothing but words\n", "---\n", "null", "{}", "\uFEFF"})
    void aDocumentThatSaysNothingIsTheDefault(String yaml) {
        assertThat(usable(yaml)).isEqualTo(Policy.DEFAULT);
    }

    @Test
    void wordsThatYaml11TookForBooleansAreNames() {
        assertThat(usable("forbidden_roles: [no, on, yes]").forbiddenRoles()).containsExactly("no", "on", "yes");
    }

    @Test
    void anUnknownKeyIsNamedWithItsPlaceAndTheKnownOnes() {
        assertThat(problems("forbidden_roles: []\n  # a slip\nforbiden_subjects: [jane]"))
                .containsExactly(new Problem(
                        3,
                        1,
                        "unknown key \"forbiden_subjects\": did you mean forbidden_subjects? Expected one of"
                                + " mode, forbidden_subjects, forbidden_roles, restricted_namespaces, rules, exemptions, review,"
                                + " protected, custom"));
    }

    @Test
    void aRulesActionCanBeChosen() {
        Policy policy = usable("rules:\n  secret_read: {action: deny}\n  wildcard_verb: {action: off}\n");
        assertThat(policy.action("secret_read")).contains(Action.DENY);
        assertThat(policy.action("wildcard_verb")).contains(Action.OFF);
        assertThat(policy.action("bind_verb")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "rules: deny|1|8|expected a mapping such as",
                "rules: {no_such_rule: {action: deny}}|1|9|unknown rule \"no_such_rule\"; expected an id of docs/rules",
                "rules: {secret_read: deny}|1|22|expected a mapping such as",
                "rules: {secret_read: {action: refuse}}|1|31|found \"refuse\"; \"action\" is one of deny, warn, audit, off",
                "rules: {secret_read: {action: deny, acton: deny}}|1|37|unknown key \"acton\": did you mean action?",
                "rules: {pod_exec: {action: off}, pod_exec: {action: deny}}|1|34|stands here a second time",
            })
    void aWrongActionIsAProblemAtItsPlace(String yaml, int line, int column, String message) {
        assertThat(problems(yaml)).singleElement().satisfies(problem -> {
            assertThat(problem.line()).isEqualTo(line);
            assertThat(problem.column()).isEqualTo(column);
            assertThat(problem.message()).contains(message);
        });
    }

    @Test
    void aKeyThatStandsTwiceIsAProblemAtItsSecondPlace() {
        assertThat(problems("forbidden_roles: [a]\nforbidden_roles: [b]"))
                .containsExactly(new Problem(2, 1, "key \"forbidden_roles\" stands here a second time"));
    }

    @Test
    void everyProblemIsToldAtOnce() {
        assertThat(problems("forbidden_roles: cluster-admin\nwhat: 1\nforbidden_subjects: [1, [x], {a: b}, '', ok]"))
                .extracting(Problem::line, Problem::column)
                .containsExactly(tuple(1, 18), tuple(2, 1), tuple(3, 22), tuple(3, 25), tuple(3, 30), tuple(3, 38));
    }

    @Test
    void ofVeryManyProblemsTheFirstTwentyAreTold() {
        String yaml = IntStream.range(0, 10_000).mapToObj(i -> "k" + i + ": 1").collect(joining("\n"));
        assertThat(problems(yaml)).hasSize(20).last().extracting(Problem::line).isEqualTo(20);
    }

    @Test
    void aProblemIsOneShortLine() {
        assertThat(problems("\"" + "k\\n".repeat(5_000) + "\": 1"))
                .singleElement()
                .satisfies(problem ->
                        assertThat(problem.toString()).hasSizeLessThan(400).doesNotContain("\n"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "forbidden_roles:           | 1 | must be a list of names",
                "forbidden_roles: null      | 1 | must be a list of names",
                "forbidden_roles: {a: b}    | 1 | must be a list of names",
                "forbidden_roles: [1]       | 1 | must be a name",
                "forbidden_roles: [true]    | 1 | must be a name",
                "forbidden_roles: [null]    | 1 | must be a name",
                "forbidden_roles: [' ']     | 1 | must be a name",
                "[forbidden_roles]          | 1 | must be a mapping",
                "just words                 | 1 | must be a mapping",
                "? [a]                      | 1 | unknown key",
            })
    void aWrongTypeIsAProblem(String yaml, int line, String message) {
        assertThat(problems(yaml)).singleElement().satisfies(problem -> {
            assertThat(problem.line()).isEqualTo(line);
            assertThat(problem.message()).contains(message);
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "forbidden_roles:\n\t- a",
                "forbidden_roles: [a",
                "forbidden_roles: 'a",
                "forbidden_roles: [a]\n forbidden_subjects: []",
                "a: b: c",
                "{}\n---\n{}",
                "%YAML 3.0\n---\n{}",
                "forbidden_roles: [\u0000]",
                "\uD800",
                "forbidden_roles: [\"\\U99999999\"]",
                "forbidden_roles: [\"\\U00110000\"]",
                "forbidden_roles: [*nobody]",
                "forbidden_roles: &all [a]\nforbidden_subjects: *all",
                "forbidden_roles: &me [*me]",
            })
    void whatIsNotYamlSaysSo(String yaml) {
        assertThat(problems(yaml)).singleElement().satisfies(problem -> assertThat(problem.toString())
                .startsWith("policy.yaml line ")
                .contains("is not YAML: "));
    }

    @Test
    void aTabIsToldWithItsPlace() {
        assertThat(problems("forbidden_roles:\n\t- a")).singleElement().satisfies(problem -> {
            assertThat(problem.line()).isEqualTo(2);
            assertThat(problem.message()).contains("TAB");
        });
    }

    @Test
    void aNulByteIsToldWithItsPlace() {
        assertThat(problems("# ü\nforbidden_roles:\n- a\n- b\u0000\n"))
                .containsExactly(new Problem(4, 4, "is not YAML: it holds the character U+0000"));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3})
    void emojiInACommentAreAsGoodAsAnyWord(int shift) {
        String yaml = "#" + " ".repeat(shift) + "😀".repeat(5_000) + "\nforbidden_roles: [a]";
        assertThat(usable(yaml).forbiddenRoles()).containsExactly("a");
    }

    @Test
    void aliasesThatMultiplyAreNotFollowed() {
        String bomb = "a: &a [x,x,x,x,x,x,x,x,x]\n"
                + IntStream.rangeClosed('b', 'i')
                        .mapToObj(c -> "%c: &%c [%s]\n"
                                .formatted(c, c, String.join(",", Collections.nCopies(9, "*" + (char) (c - 1)))))
                        .collect(joining());
        assertThat(problems(bomb)).isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"[", "{a: ", "- ", "? ", "[{a: "})
    void deepNestingIsRefusedBeforeItOverflowsAnything(String opening) {
        assertThat(problems(opening.repeat(100_000))).singleElement().satisfies(problem -> assertThat(problem.message())
                .isEqualTo("is nested more than 20 deep; a policy is a mapping of lists"));
    }

    @Test
    void twoMebibytesAreNotEvenParsed() {
        assertThat(problems("#".repeat(2 << 20))).containsExactly(new Problem(1, 1, "is longer than 1 MiB"));
    }

    @Test
    void theMessageHasALineForEachProblem() {
        assertThat(new Unusable(List.of(new Problem(1, 2, "a"), new Problem(3, 4, "b"))).message())
                .isEqualTo("policy.yaml line 1, column 2: a\npolicy.yaml line 3, column 4: b");
    }

    private static Policy usable(String yaml) {
        var reading = PolicyReader.read(yaml);
        assertThat(reading).isInstanceOf(Usable.class);
        return ((Usable) reading).policy();
    }

    private static List<Problem> problems(String yaml) {
        var reading = PolicyReader.read(yaml);
        assertThat(reading).isInstanceOf(Unusable.class);
        return ((Unusable) reading).problems();
    }
}
