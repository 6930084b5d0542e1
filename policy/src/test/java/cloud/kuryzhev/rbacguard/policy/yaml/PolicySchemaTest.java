package cloud.kuryzhev.rbacguard.policy.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import cloud.kuryzhev.rbacguard.policy.Given;
import cloud.kuryzhev.rbacguard.policy.PolicyReading.Unusable;
import cloud.kuryzhev.rbacguard.policy.PolicyReading.Usable;
import cloud.kuryzhev.rbacguard.policy.rule.Rule;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion.VersionFlag;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** The published schema and the reader say the same of every sample. */
class PolicySchemaTest {

    private static final Path DOCS = Path.of("../docs");
    private static final Path SAMPLES = Path.of("src/test/resources/policies");
    private static final ObjectMapper JSON = new ObjectMapper();

    private final JsonNode text =
            JSON.readTree(DOCS.resolve("policy.schema.json").toFile());
    private final JsonSchema schema =
            JsonSchemaFactory.getInstance(VersionFlag.V202012).getSchema(text);

    PolicySchemaTest() throws IOException {}

    static Stream<Path> good() throws IOException {
        return Stream.concat(files("good"), Stream.of(DOCS.resolve("policy.example.yaml")));
    }

    static Stream<Path> bad() throws IOException {
        return files("bad");
    }

    static Stream<Path> unusable() throws IOException {
        return files("unusable");
    }

    @ParameterizedTest
    @MethodSource("good")
    void whatCanBeUsedFitsTheSchema(Path sample) throws IOException {
        assertThat(PolicyReader.read(Files.readString(sample), Given.NOW))
                .isInstanceOfSatisfying(
                        Usable.class, usable -> assertThat(usable.notes()).isEmpty());
        assertThat(schema.validate(tree(sample))).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("bad")
    void whatHasAnotherShapeFitsNeither(Path sample) throws IOException {
        assertThat(PolicyReader.read(Files.readString(sample), Given.NOW)).isInstanceOf(Unusable.class);
        assertThat(schema.validate(tree(sample))).isNotEmpty();
    }

    @ParameterizedTest
    @MethodSource("unusable")
    void theReaderKnowsMoreThanShapes(Path sample) throws IOException {
        assertThat(PolicyReader.read(Files.readString(sample), Given.NOW)).isInstanceOf(Unusable.class);
        assertThat(schema.validate(tree(sample))).isEmpty();
    }

    @Test
    void theSchemaKnowsEveryRuleOfTheCatalogue() {
        List<String> known = JSON.convertValue(
                text.at("/properties/rules/propertyNames/enum"),
                JSON.getTypeFactory().constructCollectionType(List.class, String.class));
        assertThat(known)
                .containsExactlyInAnyOrderElementsOf(
                        Rule.CATALOGUE.stream().map(rule -> rule.spec().id()).toList());
    }

    private static Stream<Path> files(String folder) throws IOException {
        try (Stream<Path> files = Files.list(SAMPLES.resolve(folder))) {
            return files.sorted().toList().stream();
        }
    }

    private static JsonNode tree(Path yaml) throws IOException {
        return JSON.valueToTree(new Load(LoadSettings.builder().build()).loadFromString(Files.readString(yaml)));
    }
}
