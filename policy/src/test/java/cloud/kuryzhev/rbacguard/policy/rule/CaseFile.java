package cloud.kuryzhev.rbacguard.policy.rule;

import static java.util.stream.Collectors.toMap;

import cloud.kuryzhev.rbacguard.policy.Finding;
import cloud.kuryzhev.rbacguard.policy.Given;
import cloud.kuryzhev.rbacguard.policy.Policy;
import cloud.kuryzhev.rbacguard.policy.PolicyEngine;
import cloud.kuryzhev.rbacguard.policy.RuleContext;
import cloud.kuryzhev.rbacguard.policy.rbac.Binding;
import cloud.kuryzhev.rbacguard.policy.rbac.Cluster;
import cloud.kuryzhev.rbacguard.policy.rbac.ClusterIndex;
import cloud.kuryzhev.rbacguard.policy.rbac.Kind;
import cloud.kuryzhev.rbacguard.policy.rbac.LabelSelector;
import cloud.kuryzhev.rbacguard.policy.rbac.Metadata;
import cloud.kuryzhev.rbacguard.policy.rbac.ObjectKey;
import cloud.kuryzhev.rbacguard.policy.rbac.PolicyRule;
import cloud.kuryzhev.rbacguard.policy.rbac.RbacObject;
import cloud.kuryzhev.rbacguard.policy.rbac.Role;
import cloud.kuryzhev.rbacguard.policy.rbac.Subject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/**
 * One manifest under {@code cases/<rule id>/{pass,fail}/}, named for what it proves.
 *
 * @param expected the fields of its findings, each from a comment {@code # expect: <field>} at the top
 * @param cluster what else stands there: the files of {@code cases/<rule id>/given/} that a comment {@code # given: a.yaml, b.yaml} names;
 *     without such a comment nothing is known
 * @param given those files' manifests
 */
record CaseFile(
        String rule,
        boolean passes,
        String name,
        List<String> expected,
        Cluster cluster,
        List<String> given,
        RbacObject object,
        String yaml) {

    /** What the cases are judged by: the default, and a service account that may hold nothing. */
    static final Policy POLICY = Policy.of(
            Set.of(
                    "system:anonymous",
                    "system:unauthenticated",
                    "system:masters",
                    "system:serviceaccount:kube-system:default"),
            Set.of("cluster-admin"),
            Set.of("production"));

    private static final String EXPECT = "# expect: ";
    private static final String GIVEN = "# given: ";
    private static final String NOTHING = "nothing";

    /** Every case there is. */
    static List<CaseFile> all() {
        try (Stream<Path> files = Files.walk(root())) {
            return files.filter(file -> file.toString().endsWith(".yaml")
                            && !file.toString().contains("/given/"))
                    .sorted()
                    .map(CaseFile::read)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What is wrong with its object by the rule that it is a case of. */
    List<Finding> findings() {
        return PolicyEngine.findings(object, new RuleContext(POLICY, cluster, Given.NOW)).stream()
                .filter(finding -> finding.ruleId().equals(rule))
                .toList();
    }

    private static Path root() {
        try {
            return Path.of(
                    Objects.requireNonNull(CaseFile.class.getResource("/cases")).toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private static CaseFile read(Path file) {
        try {
            String yaml = Files.readString(file);
            int depth = file.getNameCount();
            Optional<String> comment = yaml.lines()
                    .filter(line -> line.startsWith(GIVEN))
                    .map(line -> line.substring(GIVEN.length()))
                    .findFirst();
            List<String> given = comment.filter(it -> !it.equals(NOTHING)).stream()
                    .flatMap(it -> Stream.of(it.split(", ", -1)))
                    .map(name -> text(root().resolve(file.getName(depth - 3))
                            .resolve("given")
                            .resolve(name)))
                    .toList();
            return new CaseFile(
                    file.getName(depth - 3).toString(),
                    file.getName(depth - 2).toString().equals("pass"),
                    file.getName(depth - 1).toString(),
                    yaml.lines()
                            .filter(line -> line.startsWith(EXPECT))
                            .map(line -> line.substring(EXPECT.length()))
                            .toList(),
                    comment.isPresent() ? cluster(given) : Cluster.UNKNOWN,
                    given,
                    object(manifest(yaml)),
                    yaml);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Cluster cluster(List<String> manifests) {
        var cluster = new ClusterIndex();
        manifests.stream().map(CaseFile::manifest).forEach(manifest -> {
            if (text(manifest, "kind").equals("ServiceAccount")) {
                Map<?, ?> metadata = map(manifest.get("metadata"));
                cluster.put(new Subject.ServiceAccount(text(metadata, "namespace"), text(metadata, "name")));
            } else {
                cluster.put(object(manifest));
            }
        });
        return cluster;
    }

    private static Map<?, ?> manifest(String yaml) {
        return map(new Load(LoadSettings.builder().build()).loadFromString(yaml));
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static RbacObject object(Map<?, ?> manifest) {
        Map<?, ?> metadata = map(manifest.get("metadata"));
        ObjectKey key = key(text(manifest, "kind"), text(metadata, "namespace"), text(metadata, "name"));
        return switch (key.kind()) {
            case ROLE, CLUSTER_ROLE ->
                new Role(
                        key,
                        maps(manifest, "rules").map(CaseFile::rule).toList(),
                        selectors(manifest),
                        metadata(metadata));
            case ROLE_BINDING, CLUSTER_ROLE_BINDING -> {
                Map<?, ?> ref = map(manifest.get("roleRef"));
                String kind = text(ref, "kind");
                yield new Binding(
                        key,
                        key(kind, kind.equals("Role") ? key.namespace() : "", text(ref, "name")),
                        maps(manifest, "subjects")
                                .map(subject -> subject(subject, key.namespace()))
                                .toList(),
                        metadata(metadata));
            }
        };
    }

    private static ObjectKey key(String kind, String namespace, String name) {
        return new ObjectKey(
                Stream.of(Kind.values())
                        .filter(known -> known.toString().equals(kind))
                        .findFirst()
                        .orElseThrow(),
                namespace,
                name);
    }

    private static Metadata metadata(Map<?, ?> metadata) {
        return Metadata.NONE
                .withLabels(texts(metadata.get("labels")))
                .withAnnotations(texts(metadata.get("annotations")));
    }

    private static List<LabelSelector> selectors(Map<?, ?> manifest) {
        return manifest.get("aggregationRule") instanceof Map<?, ?> rule
                ? maps(rule, "clusterRoleSelectors").map(CaseFile::selector).toList()
                : List.of();
    }

    private static LabelSelector selector(Map<?, ?> selector) {
        return new LabelSelector(
                new TreeMap<>(texts(selector.get("matchLabels"))),
                maps(selector, "matchExpressions")
                        .map(it -> new LabelSelector.Requirement(
                                text(it, "key"), text(it, "operator"), texts(it, "values")))
                        .toList());
    }

    private static Map<String, String> texts(@Nullable Object map) {
        return map instanceof Map<?, ?> texts
                ? texts.entrySet().stream().collect(toMap(it -> (String) it.getKey(), it -> (String) it.getValue()))
                : Map.of();
    }

    private static PolicyRule rule(Map<?, ?> rule) {
        return new PolicyRule(
                texts(rule, "verbs"),
                texts(rule, "apiGroups"),
                texts(rule, "resources"),
                texts(rule, "resourceNames"),
                texts(rule, "nonResourceURLs"));
    }

    private static Subject subject(Map<?, ?> subject, String bindingNamespace) {
        String name = text(subject, "name");
        return switch (text(subject, "kind")) {
            case "ServiceAccount" ->
                new Subject.ServiceAccount(
                        text(subject, "namespace").isEmpty() ? bindingNamespace : text(subject, "namespace"), name);
            case "Group" -> new Subject.Group(name);
            default -> new Subject.User(name);
        };
    }

    private static String text(Map<?, ?> map, String key) {
        return Objects.requireNonNullElse((String) map.get(key), "");
    }

    private static List<String> texts(Map<?, ?> map, String key) {
        return items(map, key).map(String.class::cast).toList();
    }

    private static Stream<Map<?, ?>> maps(Map<?, ?> map, String key) {
        return items(map, key).map(CaseFile::map);
    }

    private static Stream<?> items(Map<?, ?> map, String key) {
        return map.get(key) instanceof List<?> list ? list.stream() : Stream.empty();
    }

    private static Map<?, ?> map(@Nullable Object value) {
        return (Map<?, ?>) Objects.requireNonNull(value);
    }

    @Override
    public String toString() {
        return rule + (passes ? " passes " : " fails ") + name;
    }
}
