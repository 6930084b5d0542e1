package cloud.kuryzhev.rbacguard.cli.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import cloud.kuryzhev.rbacguard.policy.rbac.ObjectKey;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ManifestReaderTest {

    private static final String ROLE = """
            apiVersion: rbac.authorization.k8s.io/v1
            kind: ClusterRole
            metadata:
              name: %s
            rules:
              - apiGroups: [""]
                resources: [pods]
                verbs: [get, list]
            """;

    @Test
    void aFieldIsFoundWhereItStandsInItsDocument() {
        Located second = read("---\n" + ROLE.formatted("a") + "---\n" + ROLE.formatted("b"))
                .objects()
                .get(1);

        assertThat(second.of("rules[0].verbs[1]")).hasToString("test.yaml:18:18");
        assertThat(second.of("rules[0].noSuchField[7]"))
                .as("the innermost part that is there")
                .hasToString("test.yaml:16:5");
    }

    @Test
    void aBrokenDocumentCostsItselfAlone() {
        Loaded loaded = read(ROLE.formatted("a") + "---\nkind: [\n---\n" + ROLE.formatted("b"));

        assertThat(loaded.objects()).hasSize(2);
        assertThat(loaded.problems()).singleElement().asString().startsWith("test.yaml:11:1: is not YAML");
    }

    @Test
    void aKeyThatStandsTwiceIsAProblemAtItsSecondPlace() {
        assertThat(read(ROLE.formatted("a") + "rules: []\n").problems())
                .singleElement()
                .hasToString("test.yaml:9:1: key \"rules\" stands here a second time");
    }

    @Test
    void aTabIsAProblemInYamlAndNoneInJson() {
        assertThat(read(ROLE.formatted("a").replace("  name", "\tname")).problems())
                .hasSize(1);
        assertThat(
                        read("{\n\t\"apiVersion\": \"rbac.authorization.k8s.io/v1\",\n\t\"kind\": \"Role\",\n\t\"metadata\": {\"name\": \"r\"}}")
                                .problems())
                .isEmpty();
    }

    @Test
    void helmSourceIsToldFromWhatHelmRenders() {
        assertThat(read("{{- if .Values.rbac }}\n" + ROLE.formatted("{{ .Release.Name }}") + "{{- end }}\n")
                        .problems())
                .singleElement()
                .asString()
                .startsWith("test.yaml:1:1: is an unrendered template");
        assertThat(read(ROLE.formatted("a{{ .Release.Name }}b")).objects())
                .as("a text of YAML, whatever it looks like")
                .hasSize(1);
    }

    @Test
    void itemsOfAListWithoutKindsHaveTheLists() {
        String list = "{\"apiVersion\": \"rbac.authorization.k8s.io/v1\", \"kind\": \"ClusterRoleList\", \"items\":"
                + " [{\"metadata\": {\"name\": \"a\"}}, {\"metadata\": {}}]}";

        assertThat(read(list).objects())
                .extracting(it -> it.object().key().toString())
                .containsExactly("ClusterRole a");
        assertThat(read(list).problems()).singleElement().asString().endsWith("metadata.name is missing");
    }

    @Test
    void anotherSpellingOfTheGroupHidesNothingInAFolder() {
        String hidden =
                ROLE.formatted("a").replace("rbac.authorization.k8s.io/v1", "\"rbac.\\x61uthorization.k8s.io/v1\"");

        assertThat(ManifestReader.read("a.yaml", hidden, false).objects()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a: &a [x, x]\nb: &b [*a, *a]\nc: &c [*b, *b]\nd: [*c, *c]",
                "a: &a\n  b: *a",
                "<<: {kind: Role}",
                "\"\\U99999999\"",
                "\u0007",
                "kind: Role",
                "just words",
                "%YAML 9.9\n---\nx: y",
                "? [complex]\n: key",
                "!!int x: y"
            })
    void hostileInputIsAProblemAtMost(String text) {
        assertThat(ManifestReader.read("test.yaml", text, true).objects()).isEmpty();
    }

    @Test
    void depthIsBounded() {
        assertThat(read("a: " + "[".repeat(100_000)).problems())
                .singleElement()
                .asString()
                .contains("nested more than 200");
    }

    @Test
    void listsInListsAreBounded() {
        String list = "{apiVersion: v1, kind: List, items: [%s]}";

        assertThat(read(list.formatted(list.formatted(list.formatted(list.formatted("")))))
                        .problems())
                .hasSize(1);
    }

    @Test
    void aRoleWithoutANamespaceIsInDefault() {
        List<ObjectKey> keys = read(ROLE.formatted("a").replace("ClusterRole", "Role")).objects().stream()
                .map(it -> it.object().key())
                .toList();

        assertThat(keys).singleElement().hasToString("Role default/a");
    }

    private static Loaded read(String text) {
        return ManifestReader.read("test.yaml", text, true);
    }
}
