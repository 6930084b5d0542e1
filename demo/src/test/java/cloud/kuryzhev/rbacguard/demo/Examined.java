package cloud.kuryzhev.rbacguard.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;

/** What {@code rbac-guard doctor} said, run as a process. */
record Examined(int code, List<JsonNode> lines) {

    private static final String JAR =
            ProjectRoot.find().resolve("cli/target/rbac-guard.jar").toString();

    static Examined as(Path kubeconfig) throws InterruptedException {
        try {
            Process process = new ProcessBuilder(
                            Java.COMMAND, "-jar", JAR, "doctor", "-o", "json", "--kubeconfig", kubeconfig.toString())
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            JsonNode said = JsonMapper.builder().build().readTree(process.getInputStream());
            return new Examined(process.waitFor(), said.valueStream().toList());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot run " + JAR, e);
        }
    }

    List<String> fixes(String check, String verdict) {
        return lines.stream()
                .filter(it -> it.path("check").asText().equals(check)
                        && it.path("verdict").asText().equals(verdict))
                .map(it -> it.path("fix").asText())
                .toList();
    }

    boolean says(String check, String verdict) {
        return !fixes(check, verdict).isEmpty();
    }

    @Override
    public String toString() {
        return "code " + code + lines.stream().map(it -> "\n" + it).toList();
    }
}
