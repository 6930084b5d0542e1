package cloud.kuryzhev.rbacguard.policy.rbac;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * {@code bootstrap.tsv}: an object on a line by itself (kind, namespace, name; of a binding also the role's kind and name), and under it,
 * each behind a tab, a role's rules (verbs, API groups, resources, names, URLs; {@code -} is the core group) or a binding's subjects (kind,
 * name, namespace). A test on a real API server writes it.
 */
final class BootstrapFile {

    private static final String NAME = "bootstrap.tsv";
    private static final String CORE = "-";

    private final Map<ObjectKey, RbacObject> objects = new TreeMap<>();
    private String[] head = {};
    private final List<String[]> body = new ArrayList<>();

    private BootstrapFile() {}

    static Map<ObjectKey, RbacObject> read() {
        try (InputStream in = Objects.requireNonNull(BootstrapFile.class.getResourceAsStream(NAME), NAME)) {
            var file = new BootstrapFile();
            new String(in.readAllBytes(), UTF_8).lines().forEach(file::line);
            file.end();
            return file.objects;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void line(String line) {
        if (line.startsWith("\t")) {
            body.add(line.substring(1).split("\t", -1));
        } else if (!line.startsWith("#")) {
            end();
            head = line.split("\t", -1);
        }
    }

    private void end() {
        if (head.length > 0) {
            RbacObject object = object(key(head[0], head[1], head[2]));
            objects.put(object.key(), object);
            body.clear();
        }
    }

    private RbacObject object(ObjectKey key) {
        return switch (key.kind()) {
            case ROLE, CLUSTER_ROLE ->
                new Role(key, body.stream().map(BootstrapFile::rule).toList());
            case ROLE_BINDING, CLUSTER_ROLE_BINDING ->
                new Binding(
                        key,
                        key(head[3], key.namespace(), head[4]),
                        body.stream().map(BootstrapFile::subject).toList());
        };
    }

    private static ObjectKey key(String kind, String namespace, String name) {
        Kind its = Kind.named(kind).orElseThrow();
        return new ObjectKey(its, its.namespaced() ? namespace : "", name);
    }

    private static PolicyRule rule(String[] lists) {
        List<String> groups =
                list(lists[1]).stream().map(it -> it.equals(CORE) ? "" : it).toList();
        return new PolicyRule(list(lists[0]), groups, list(lists[2]), list(lists[3]), list(lists[4]));
    }

    private static List<String> list(String items) {
        return items.isEmpty() ? List.of() : List.of(items.split(",", -1));
    }

    private static Subject subject(String[] fields) {
        return switch (fields[0]) {
            case "ServiceAccount" -> new Subject.ServiceAccount(fields[2], fields[1]);
            case "Group" -> new Subject.Group(fields[1]);
            default -> new Subject.User(fields[1]);
        };
    }
}
