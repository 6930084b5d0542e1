package cloud.kuryzhev.rbacguard.kube;

import static java.nio.charset.StandardCharsets.UTF_8;

import cloud.kuryzhev.rbacguard.kube.AuditPolicyReading.Unusable;
import cloud.kuryzhev.rbacguard.kube.AuditPolicyReading.Usable;
import cloud.kuryzhev.rbacguard.policy.audit.AuditPolicy;
import cloud.kuryzhev.rbacguard.policy.audit.AuditRule;
import cloud.kuryzhev.rbacguard.policy.audit.AuditRule.Resources;
import cloud.kuryzhev.rbacguard.policy.audit.Stage;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/**
 * Reads an API server's audit policy ({@code --audit-policy-file}; {@code audit.k8s.io} {@code v1} or {@code v1beta1}), or one of the
 * presets for managed clusters; at most 1 MiB.
 */
public final class AuditPolicyReader {

    /** What a preset's name begins with. */
    public static final String PRESET = "preset:";

    private static final List<String> PRESETS =
            List.of("eks", "gke", "gke-data-access", "aks", "aks-admin", "openshift");
    private static final Set<String> VERSIONS = Set.of("audit.k8s.io/v1", "audit.k8s.io/v1beta1");
    private static final Set<String> LOGGING = Set.of("Metadata", "Request", "RequestResponse");
    private static final int MAX_BYTES = 1 << 20;

    private AuditPolicyReader() {}

    /** Something in it that the API server would not take either. */
    private static final class Refused extends Exception {
        private static final long serialVersionUID = 1;

        Refused(String problem) {
            super(problem);
        }
    }

    /** The policy in the file {@code source}, or the preset {@code preset:<name>}. */
    public static AuditPolicyReading load(String source) {
        if (source.startsWith(PRESET)) {
            String name = source.substring(PRESET.length());
            return PRESETS.contains(name)
                    ? read(preset(name))
                    : new Unusable("is no preset; these are: " + String.join(", ", PRESETS));
        }
        try (InputStream file = Files.newInputStream(Path.of(source))) {
            byte[] bytes = file.readNBytes(MAX_BYTES + 1);
            return bytes.length > MAX_BYTES ? new Unusable("is longer than 1 MiB") : read(new String(bytes, UTF_8));
        } catch (IOException e) {
            return new Unusable("cannot be read: " + e.getMessage());
        }
    }

    private static String preset(String name) {
        try (InputStream in = AuditPolicyReader.class.getResourceAsStream("audit-policies/" + name + ".yaml")) {
            return new String(Optional.ofNullable(in).orElseThrow().readAllBytes(), UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the preset " + name, e);
        }
    }

    /** The policy that {@code yaml} says. */
    public static AuditPolicyReading read(String yaml) {
        try {
            var settings =
                    LoadSettings.builder().setMaxAliasesForCollections(10).build();
            return new Usable(policy(map(new Load(settings).loadFromString(yaml), "it")));
        } catch (YamlEngineException e) {
            return new Unusable("is not YAML: " + e.getMessage());
        } catch (Refused e) {
            return new Unusable(String.valueOf(e.getMessage()));
        }
    }

    private static AuditPolicy policy(Map<?, ?> policy) throws Refused {
        if (!"Policy".equals(policy.get("kind")) || !VERSIONS.contains(String.valueOf(policy.get("apiVersion")))) {
            throw new Refused("is no Policy of " + VERSIONS.stream().sorted().collect(Collectors.joining(" or ")));
        }
        List<?> listed = list(policy, "rules");
        var rules = new AuditRule[listed.size()];
        for (int i = 0; i < rules.length; i++) {
            rules[i] = rule(map(listed.get(i), "rule " + (i + 1)));
        }
        return new AuditPolicy(List.of(rules), stages(policy));
    }

    private static AuditRule rule(Map<?, ?> rule) throws Refused {
        String level = String.valueOf(rule.get("level"));
        if (!level.equals("None") && !LOGGING.contains(level)) {
            throw new Refused("has a rule of the unknown level " + level);
        }
        List<?> listed = list(rule, "resources");
        var resources = new Resources[listed.size()];
        for (int i = 0; i < resources.length; i++) {
            Map<?, ?> one = map(listed.get(i), "resources");
            Object group = one.get("group");
            resources[i] = new Resources(
                    group == null ? "" : group.toString(), texts(one, "resources"), texts(one, "resourceNames"));
        }
        return new AuditRule(
                LOGGING.contains(level),
                texts(rule, "users"),
                texts(rule, "userGroups"),
                texts(rule, "verbs"),
                List.of(resources),
                texts(rule, "namespaces"),
                texts(rule, "nonResourceURLs"),
                stages(rule));
    }

    private static Set<Stage> stages(Map<?, ?> of) throws Refused {
        List<String> names = texts(of, "omitStages");
        try {
            return names.stream().map(Stage::valueOf).collect(Collectors.toSet());
        } catch (IllegalArgumentException e) {
            throw new Refused("omits an unknown stage: " + names);
        }
    }

    private static List<String> texts(Map<?, ?> of, String key) throws Refused {
        return list(of, key).stream().map(String::valueOf).toList();
    }

    private static List<?> list(Map<?, ?> of, String key) throws Refused {
        Object value = of.get(key);
        if (value == null) {
            return List.of();
        }
        if (value instanceof List<?> list) {
            return list;
        }
        throw new Refused("has something else than a list as " + key);
    }

    private static Map<?, ?> map(@Nullable Object value, String what) throws Refused {
        if (value instanceof Map<?, ?> map) {
            return map;
        }
        throw new Refused("has something else than a mapping where " + what + " should be");
    }
}
