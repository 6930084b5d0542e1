package cloud.kuryzhev.rbacguard.drift;

import cloud.kuryzhev.rbacguard.testbed.ChildProcess;
import cloud.kuryzhev.rbacguard.testbed.User;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The drift controller as it is shipped, in a process of its own. */
final class Jar {

    private static final Path JAR = Path.of("target/drift-controller-exec.jar");
    private static final Path JAVA = Path.of(System.getProperty("java.home"), "bin", "java");

    private Jar() {}

    static ChildProcess start(User user, Path auditLog, Path directory, String identity, String... more) {
        List<String> command = new ArrayList<>(List.of(JAVA.toString(), "-jar", JAR.toString()));
        command.addAll(Guard.arguments(auditLog, directory, identity));
        command.addAll(List.of(more));
        return ChildProcess.start(
                identity,
                command,
                Map.of("KUBECONFIG", user.kubeconfig().toString()),
                directory.resolve(identity + ".log"));
    }
}
