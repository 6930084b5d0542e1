package cloud.kuryzhev.rbacguard.images;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Lays out what images are made of besides the services themselves. Usage: {@code Stage <folder>}, which holds {@code admission} and
 * {@code drift-controller}, each a jar and its libraries.
 */
public final class Stage {

    private Stage() {}

    /** Makes {@code runtime} and {@code root} beside them. */
    public static void main(String[] args) throws IOException, InterruptedException {
        Path stage = Path.of(args[0]).toRealPath();
        List<Path> apps = List.of(stage.resolve("admission"), stage.resolve("drift-controller"));
        Path runtime = stage.resolve("runtime");
        Path root = stage.resolve("root");
        JavaRuntime.link(apps, runtime);
        CLibrary.copy(runtime, apps, root);
        Path etc = Files.createDirectories(root.resolve("etc"));
        Files.writeString(etc.resolve("passwd"), "root:x:0:0:root:/:/none\nnonroot:x:65532:65532:nonroot:/tmp:/none\n");
        Files.writeString(etc.resolve("group"), "root:x:0:\nnonroot:x:65532:\n");
        Files.writeString(etc.resolve("nsswitch.conf"), "hosts: files dns\n");
        Times.set(stage);
    }
}
