package cloud.kuryzhev.rbacguard.cli.review;

import cloud.kuryzhev.rbacguard.cli.UnusableInput;
import cloud.kuryzhev.rbacguard.kube.v1alpha1.RBACViolation;
import io.fabric8.kubernetes.api.model.KubernetesResourceList;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/** Violations as {@code kubectl get rbacv -o yaml} writes them. */
final class ViolationFile {

    private static final String STANDARD_INPUT = "-";

    private ViolationFile() {}

    /** @throws UnusableInput if it cannot be read, or is something else */
    static Violations read(String file, InputStream standardInput) {
        try (InputStream in = file.equals(STANDARD_INPUT) ? standardInput : Files.newInputStream(Path.of(file))) {
            var serialization = new KubernetesSerialization();
            serialization.registerKubernetesResource(RBACViolation.class);
            Object read = serialization.unmarshal(in);
            List<?> items = read instanceof KubernetesResourceList<?> list ? list.getItems() : List.of(read);
            return new Violations(items.stream()
                    .flatMap(it -> it instanceof RBACViolation violation ? Stream.of(violation) : Stream.empty())
                    .toList());
        } catch (IOException e) {
            throw new UnusableInput(file + " cannot be read: " + e.getMessage(), e);
        } catch (YamlEngineException e) {
            throw new UnusableInput(
                    file + " is no YAML: "
                            + String.valueOf(e.getMessage()).lines().findFirst().orElse(""),
                    e);
        }
    }
}
