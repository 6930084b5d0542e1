package cloud.kuryzhev.rbacguard.policy.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import cloud.kuryzhev.rbacguard.policy.Policy;
import cloud.kuryzhev.rbacguard.policy.PolicyReading;
import cloud.kuryzhev.rbacguard.policy.PolicyReading.Unusable;
import cloud.kuryzhev.rbacguard.policy.PolicyReading.Usable;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class PolicyReaderPropertiesTest {

    @Provide
    Arbitrary<String> yamlLike() {
        return Arbitraries.of(
                        "forbidden_roles",
                        "forbidden_subjects",
                        "rules: ",
                        "exemptions: ",
                        "review: ",
                        "protected: ",
                        "custom: ",
                        "action: ",
                        "requester: ",
                        "objects: ",
                        "until: ",
                        "max_age: ",
                        "changed_by: ",
                        "users: ",
                        "expression: ",
                        "kinds: ",
                        "2026-12-31",
                        "90d",
                        "object.",
                        "has(",
                        ":",
                        " ",
                        "\n",
                        "  ",
                        "- ",
                        "[",
                        "]",
                        "{",
                        "}",
                        ",",
                        "'",
                        "\"",
                        "\\",
                        "\\U",
                        "\\x",
                        "99999999",
                        "&a",
                        "*a",
                        "!!",
                        "!<",
                        ">",
                        "|",
                        "%YAML ",
                        "%TAG ",
                        "---",
                        "...",
                        "#",
                        "?",
                        "~",
                        "null",
                        "0x",
                        "1e9",
                        "\t",
                        "\r",
                        "\u0085",
                        "\u2028",
                        "\uFEFF",
                        "a",
                        "😀",
                        "\uD800",
                        "\u0000",
                        "ü")
                .list()
                .ofMaxSize(40)
                .map(parts -> String.join("", parts));
    }

    @Property(tries = 2_000)
    void anyTextIsReadOrToldApart(@ForAll String text) {
        assertIsAReading(PolicyReader.read(text));
    }

    @Property(tries = 20_000)
    void anyTextThatLooksLikeYamlIsReadOrToldApart(@ForAll("yamlLike") String text) {
        assertIsAReading(PolicyReader.read(text));
    }

    @Provide
    Arbitrary<Set<String>> names() {
        return Arbitraries.strings().alpha().ofMinLength(1).ofMaxLength(8).set().ofMaxSize(5);
    }

    @Property
    void whatIsWrittenIsRead(
            @ForAll("names") Set<String> subjects,
            @ForAll("names") Set<String> roles,
            @ForAll("names") Set<String> namespaces) {
        String yaml = "forbidden_subjects: %s\nforbidden_roles: %s\nrestricted_namespaces: %s"
                .formatted(quoted(subjects), quoted(roles), quoted(namespaces));
        assertThat(PolicyReader.read(yaml)).isEqualTo(new Usable(Policy.of(subjects, roles, namespaces)));
    }

    private static String quoted(Set<String> names) {
        return names.stream().map(name -> "\"" + name + "\"").toList().toString();
    }

    private static void assertIsAReading(PolicyReading reading) {
        switch (reading) {
            case Usable usable -> assertThat(usable.policy()).isNotNull();
            case Unusable unusable ->
                assertThat(unusable.problems()).isNotEmpty().allSatisfy(problem -> {
                    assertThat(problem.line()).isPositive();
                    assertThat(problem.column()).isPositive();
                    assertThat(problem.message()).isNotBlank().doesNotContain("\n");
                });
        }
    }
}
