package cloud.kuryzhev.rbacguard.kube.v1alpha1;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.crd.generator.annotation.AdditionalPrinterColumn;
import io.fabric8.crdv2.generator.CRDGenerator;
import io.fabric8.crdv2.generator.CRDPostProcessor;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceColumnDefinition;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CrdsTest {

    private static final Path CRDS = Path.of("../chart/crds");

    /** Run once with {@code -Dcrds=write} after a change of the types, and commit the result. */
    @ParameterizedTest
    @ValueSource(classes = {RBACViolation.class, RBACUsage.class})
    void theChartsCrdsAreWhatTheJavaTypesSay(Class<? extends HasMetadata> type) throws IOException {
        Path file = CRDS.resolve(HasMetadata.getFullResourceName(type) + ".yaml");
        String generated = generate(type);
        if ("write".equals(System.getProperty("crds"))) {
            Files.createDirectories(CRDS);
            Files.writeString(file, generated);
        }
        assertThat(generated)
                .as("generated CRD; to accept it: ./mvnw -pl kube -am test -Dcrds=write")
                .isEqualTo(Files.readString(file));
    }

    private static String generate(Class<? extends HasMetadata> type) throws IOException {
        try (var output = new OneFile()) {
            new CRDGenerator()
                    .customResourceClasses(List.of(type))
                    .withMinQuotes(true)
                    .withPostProcessor(new DeclaredColumnOrder(type))
                    .withOutput(output)
                    .generate();
            return output.bytes
                    .toString(UTF_8)
                    .replaceFirst("^#.*\n", "# Generated from the Java types in kube/; CrdsTest says how.\n");
        }
    }

    /** The generator sorts printer columns by their path; people read them in the order in which they are declared. */
    private record DeclaredColumnOrder(Class<?> type) implements CRDPostProcessor {
        @Override
        public HasMetadata process(HasMetadata crd, String version) {
            List<String> declared = Arrays.stream(type.getAnnotationsByType(AdditionalPrinterColumn.class))
                    .map(AdditionalPrinterColumn::name)
                    .toList();
            ((CustomResourceDefinition) crd).getSpec().getVersions().forEach(it -> it.getAdditionalPrinterColumns()
                    .sort(Comparator.comparingInt(
                            (CustomResourceColumnDefinition column) -> declared.indexOf(column.getName()))));
            return crd;
        }
    }

    private static final class OneFile implements CRDGenerator.CRDOutput<ByteArrayOutputStream> {
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

        @Override
        public ByteArrayOutputStream outputFor(String crdName) {
            return bytes;
        }

        @Override
        public void close() {}
    }
}
