package cloud.kuryzhev.rbacguard.drift.own;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Compares the guard's objects with their manifests, and puts back what others changed or deleted; for one thread. */
public final class OwnObjects {

    private static final Logger LOG = LoggerFactory.getLogger(OwnObjects.class);
    private static final List<String> COMPARED = List.of("spec", "webhooks");
    private static final PatchContext APPLY = new PatchContext.Builder()
            .withPatchType(PatchType.SERVER_SIDE_APPLY)
            .withFieldManager("rbac-guard-own")
            .withForce(true)
            .build();

    private final KubernetesClient client;
    private final List<HasMetadata> manifests;
    private final Duration grace;
    private final Clock clock;
    private final ObjectMapper json = new ObjectMapper();
    private final Map<HasMetadata, Instant> since = new HashMap<>();

    /** Reads the manifests. */
    public OwnObjects(KubernetesClient client, OwnProperties properties, Clock clock) {
        this.client = client;
        this.manifests = properties.manifests() == null ? List.of() : read(client, properties.manifests());
        this.grace = properties.grace();
        this.clock = clock;
    }

    private static List<HasMetadata> read(KubernetesClient client, Path directory) {
        var manifests = new ArrayList<HasMetadata>();
        try (Stream<Path> files = Files.list(directory)) {
            for (Path file :
                    files.filter(it -> it.toString().endsWith(".yaml")).sorted().toList()) {
                try (InputStream in = Files.newInputStream(file)) {
                    manifests.addAll(client.load(in).items());
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("rbac-guard.own.manifests: cannot read " + directory, e);
        }
        return manifests;
    }

    /** Everything that is not as it should be, before it is put back. */
    public List<Tampering> look() {
        var found = new ArrayList<Tampering>();
        for (HasMetadata manifest : manifests) {
            try {
                difference(manifest)
                        .ifPresentOrElse(what -> found.add(tampered(manifest, what)), () -> since.remove(manifest));
            } catch (KubernetesClientException e) {
                LOG.warn("{} cannot be looked at or put back: {}", name(manifest), e.getMessage());
                found.add(new Tampering(manifest, "cannot be looked at or put back: " + e.getMessage()));
            }
        }
        return found;
    }

    private Tampering tampered(HasMetadata manifest, String what) {
        Instant now = clock.instant();
        Instant noticed = since.computeIfAbsent(manifest, _ -> now);
        if (!noticed.plus(grace).isAfter(now)) {
            client.resource(manifest).patch(APPLY);
            LOG.warn("{} {}, and was put back", name(manifest), what);
        }
        return new Tampering(manifest, what);
    }

    private Optional<String> difference(HasMetadata manifest) {
        HasMetadata live = client.resource(manifest).get();
        if (live == null) {
            return Optional.of("is deleted");
        }
        JsonNode wanted = json.valueToTree(manifest);
        JsonNode found = json.valueToTree(live);
        return COMPARED.stream()
                .flatMap(field ->
                        Differences.first(wanted.path(field), found.path(field)).map(it -> field + it).stream())
                .findFirst()
                .map(path -> "is not what was installed, at " + path);
    }

    private static String name(HasMetadata object) {
        return object.getKind() + " " + object.getMetadata().getName();
    }
}
