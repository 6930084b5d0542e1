package cloud.kuryzhev.rbacguard.cli.manifest;

import cloud.kuryzhev.rbacguard.cli.manifest.Chunks.Chunk;
import cloud.kuryzhev.rbacguard.policy.rbac.Kind;
import cloud.kuryzhev.rbacguard.policy.rbac.Subject;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.composer.Composer;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.ReaderException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;

/**
 * Reads a stream of manifests: YAML documents or JSON, single objects or Lists; of each object of RBAC its model and where its fields
 * stand, and which service accounts there are. Other objects are passed over. Never an exception: what cannot be read becomes a problem, and the rest is read.
 */
public final class ManifestReader {

    private static final int MAX_LISTS_IN_LISTS = 3;
    private static final int MAX_PROBLEMS = 100;
    private static final String GROUP = Kind.API_GROUP + "/";
    private static final String LIST = "List";
    private static final String ACCOUNT = "v1 ServiceAccount";
    private static final Pattern IS_ACCOUNT = Pattern.compile("kind[\"']?\\s*:\\s*[\"']?ServiceAccount\\b");
    private static final Pattern TEMPLATE = Pattern.compile("\\{\\{.*?}}");

    private final String file;
    private final boolean strict;
    private final List<Located> objects = new ArrayList<>();
    private final Set<Subject.ServiceAccount> accounts = new HashSet<>();
    private final List<Problem> problems = new ArrayList<>();
    private boolean template;

    private ManifestReader(String file, boolean strict) {
        this.file = file;
        this.strict = strict;
    }

    /**
     * Reads {@code text}.
     *
     * @param file what to call it
     * @param strict whether a document that is no Kubernetes object is a problem; in a folder of all sorts of files it is not
     */
    public static Loaded read(String file, String text, boolean strict) {
        var reader = new ManifestReader(file, strict);
        Chunks.of(text).stream()
                .filter(chunk -> strict || mayMatter(chunk.text()))
                .forEach(reader::chunk);
        return new Loaded(reader.objects, reader.accounts, reader.problems);
    }

    /** Most of a folder is not RBAC, and parsing is what takes the time. Only an escape can spell the group in another way. */
    private static boolean mayMatter(String document) {
        return document.contains(Kind.API_GROUP)
                || document.contains("\\")
                || document.contains("{{")
                || IS_ACCOUNT.matcher(document).find();
    }

    private void chunk(Chunk chunk) {
        int before = problems.size();
        try {
            document(chunk);
        } catch (Unreadable e) {
            problem(chunk, e.node().getStartMark(), e.message());
        } catch (MarkedYamlEngineException e) {
            problem(chunk, e.getProblemMark(), no(chunk) + e.getProblem());
        } catch (ReaderException e) {
            problem(chunk, Optional.empty(), no(chunk) + "it holds the character U+%04X".formatted(e.getCodePoint()));
        } catch (YamlEngineException | IllegalArgumentException e) {
            // snakeyaml-engine 2.10 lets the latter through for impossible escapes, such as "\U99999999"
            problem(chunk, Optional.empty(), no(chunk) + e.getMessage());
        }
        if (problems.size() > before && TEMPLATE.matcher(chunk.text()).find()) {
            problems.subList(before, problems.size()).clear();
            template(chunk);
        }
    }

    private static boolean isJson(Chunk chunk) {
        return chunk.text().stripLeading().startsWith("{");
    }

    private static String no(Chunk chunk) {
        return isJson(chunk) ? "is neither JSON nor YAML: " : "is not YAML: ";
    }

    private void document(Chunk chunk) throws Unreadable {
        // JSON may be indented by tabs, YAML may not
        String text = isJson(chunk) ? chunk.text().replace('\t', ' ') : chunk.text();
        LoadSettings settings = LoadSettings.builder()
                .setCodePointLimit(Integer.MAX_VALUE)
                // all at once: snakeyaml-engine 2.10 reads past its buffer where that ends in the middle of an emoji
                .setBufferSize(text.length() + 1)
                .build();
        Optional<Node> root = new Composer(settings, new ShallowParser(settings, text)).getSingleNode();
        if (root.isPresent()) {
            Shape.check(root.get());
            read(root.get(), chunk, "", 0);
        }
    }

    /** @param inherited of the list around it, {@code apiVersion kind} of items that do not say theirs */
    private void read(Node node, Chunk chunk, String inherited, int depth) throws Unreadable {
        if (!(node instanceof MappingNode mapping)) {
            notAnObject(node, chunk);
            return;
        }
        Fields fields = Fields.of(mapping);
        String said = fields.text("apiVersion") + " " + fields.text("kind");
        String type = said.isBlank() ? inherited : said;
        if (type.isBlank() || type.startsWith(" ") || type.endsWith(" ")) {
            notAnObject(node, chunk);
        } else if (type.endsWith(LIST) && fields.node("items").isPresent()) {
            items(fields, chunk, type.substring(0, type.length() - LIST.length()), depth);
        } else if (type.startsWith(GROUP)) {
            object(type.substring(type.indexOf(' ') + 1), fields, chunk);
        } else if (type.equals(ACCOUNT)) {
            accounts.add(RbacNodes.account(fields));
        }
    }

    private void items(Fields list, Chunk chunk, String type, int depth) throws Unreadable {
        if (depth == MAX_LISTS_IN_LISTS) {
            throw new Unreadable(list.mapping(), "Lists stand in Lists more than " + MAX_LISTS_IN_LISTS + " deep");
        }
        for (Node item : list.list("items")) {
            try {
                read(item, chunk, type, depth + 1);
            } catch (Unreadable e) {
                problem(chunk, e.node().getStartMark(), e.message());
            }
        }
    }

    private void object(String kind, Fields fields, Chunk chunk) throws Unreadable {
        Optional<Kind> known = Arrays.stream(Kind.values())
                .filter(it -> it.toString().equals(kind))
                .findFirst();
        // a strategic merge patch, as kustomize takes it, says what to change and is no object itself
        if (known.isPresent() && fields.node("$patch").isEmpty()) {
            var object = RbacNodes.object(known.get(), fields);
            objects.add(new Located(object, field -> location(chunk, FieldPath.find(fields.mapping(), field))));
        }
    }

    private void notAnObject(Node node, Chunk chunk) {
        if (strict) {
            problem(chunk, node.getStartMark(), "is no Kubernetes object: it has no apiVersion and kind");
        }
    }

    private void template(Chunk chunk) {
        if (!template) {
            template = true;
            String before = chunk.text().substring(0, chunk.text().indexOf("{{"));
            int line = (int) before.chars().filter(c -> c == '\n').count();
            int column = before.length() - before.lastIndexOf('\n');
            problems.add(
                    new Problem(
                            new Location(file, chunk.line() + line + 1, column),
                            "is an unrendered template, as in a Helm chart: render it first, as by helm template CHART | rbac-guard scan -"));
        }
    }

    private void problem(Chunk chunk, Optional<Mark> mark, String message) {
        if (problems.size() < MAX_PROBLEMS) {
            problems.add(new Problem(location(chunk, mark), message));
        }
    }

    private Location location(Chunk chunk, Node node) {
        return location(chunk, node.getStartMark());
    }

    private Location location(Chunk chunk, Optional<Mark> mark) {
        return mark.map(it -> new Location(file, chunk.line() + it.getLine() + 1, it.getColumn() + 1))
                .orElseGet(() -> new Location(file, chunk.line() + 1, 1));
    }
}
