package cloud.kuryzhev.rbacguard.cli.scan;

import static org.assertj.core.api.Assertions.assertThat;

import cloud.kuryzhev.rbacguard.cli.Run;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import java.io.IOException;
import java.io.InputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SarifReportTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    @ParameterizedTest
    @ValueSource(strings = {"src/test/resources/set", "src/test/resources/bad", "no such file.yaml"})
    void theReportIsValidAgainstTheSchemaOfSarif(String path) throws IOException {
        JsonNode report =
                JSON.readTree(Run.of("scan", "--format", "sarif", path).out());

        assertThat(schema().validate(report)).isEmpty();
    }

    @Test
    void aFindingStandsAtItsFileAndLine() throws IOException {
        JsonNode report = JSON.readTree(Run.of("scan", "--format", "sarif", "src/test/resources/set/deployer.yaml")
                .out());

        JsonNode place = report.at("/runs/0/results/0/locations/0/physicalLocation");
        assertThat(place.at("/artifactLocation/uri").asText()).isEqualTo("src/test/resources/set/deployer.yaml");
        assertThat(place.at("/region/startLine").asInt()).isEqualTo(9);
    }

    private static JsonSchema schema() throws IOException {
        try (InputStream schema = SarifReportTest.class.getResourceAsStream("/schema/sarif-schema-2.1.0.json")) {
            return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V7).getSchema(schema);
        }
    }
}
