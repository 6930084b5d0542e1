package cloud.kuryzhev.rbacguard.cli.doctor;

import static java.nio.charset.StandardCharsets.UTF_8;

import cloud.kuryzhev.rbacguard.cli.Json;
import cloud.kuryzhev.rbacguard.cli.state.Answer;
import cloud.kuryzhev.rbacguard.cli.state.Api;
import cloud.kuryzhev.rbacguard.policy.SystemWriters;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** An API server whose answers are written down, for tests to change one of them. */
final class MadeUpCluster implements Api {

    static final String CRDS = "/apis/apiextensions.k8s.io/v1/customresourcedefinitions/";

    private static final Path ANSWERS = Path.of("src/test/resources/doctor");
    private static final Pattern CERTIFICATE = Pattern.compile("CERTIFICATE ([\\w.-]+)");
    private static final String WRITERS =
            "!(request.userInfo.username in [\\\"" + String.join("\\\", \\\"", SystemWriters.USERNAMES) + "\\\"])";

    private final Map<String, Answer> answers = new HashMap<>();
    private String refusedRight = "none";

    /** A healthy one. */
    MadeUpCluster() {
        yaml(ANSWERS.resolve("healthy.yaml")).forEach((path, body) -> found(path.toString(), body));
        for (String crd : new String[] {"rbacviolations", "rbacusages"}) {
            String name = crd + ".audit.kuryzhev.cloud";
            var definition = new HashMap<Object, Object>(yaml(Path.of("../chart/crds", name + ".yaml")));
            definition.put(
                    "status", Map.of("conditions", new Object[] {Map.of("type", "Established", "status", "True")}));
            found(CRDS + name, definition);
        }
        with(
                "clusterroles?dryRun=All",
                new Answer.Refused(
                        403,
                        "admission webhook \"validate.rbac-guard.kuryzhev.cloud\" denied the request: rbac-guard refused ClusterRole"));
        with(
                "rolebindings?dryRun=All",
                new Answer.Found(
                        "{\"metadata\":{\"annotations\":{\"audit.kuryzhev.cloud/created-by\":\"kubernetes-admin\"}}}"));
    }

    /** One that answers nothing else than {@code answer}, whatever it is asked. */
    static Api always(Answer answer) {
        return new Api() {
            @Override
            public Answer get(String path) {
                return answer;
            }

            @Override
            public Answer create(String path, String body) {
                return answer;
            }
        };
    }

    MadeUpCluster with(String path, Answer answer) {
        answers.put(path, answer);
        return this;
    }

    MadeUpCluster without(String path) {
        return with(path, new Answer.Absent());
    }

    /** The answer at {@code path} with {@code before} replaced by {@code after}, wherever it stands. */
    MadeUpCluster edited(String path, String before, String after) {
        String body = ((Answer.Found) get(path)).body();
        String next = body.replaceAll(before, after);
        if (next.equals(body)) {
            throw new IllegalArgumentException(before + " is not in " + body);
        }
        return with(path, new Answer.Found(next));
    }

    /** Nobody may do what a review asks that contains {@code text}. */
    MadeUpCluster refusing(String text) {
        refusedRight = text;
        return this;
    }

    static String certificate(String file) {
        try {
            return Base64.getEncoder().encodeToString(Files.readAllBytes(ANSWERS.resolve(file)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public Answer get(String path) {
        return answers.getOrDefault(path, new Answer.Absent());
    }

    @Override
    public Answer create(String path, String body) {
        return path.endsWith("subjectaccessreviews")
                ? new Answer.Found("{\"status\":{\"allowed\":" + !body.contains(refusedRight) + "}}")
                : get(path.substring(path.lastIndexOf('/') + 1));
    }

    private void found(String path, Object body) {
        String text = body instanceof String plain ? plain : Json.text(body);
        String filled = CERTIFICATE
                .matcher(text)
                .replaceAll(it -> certificate(it.group(1)))
                .replace("SYSTEM-WRITERS", WRITERS);
        answers.put(path, new Answer.Found(filled));
    }

    private static Map<?, ?> yaml(Path file) {
        try {
            var settings = LoadSettings.builder().setCodePointLimit(1 << 24).build();
            return (Map<?, ?>) new Load(settings).loadFromString(Files.readString(file, UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
