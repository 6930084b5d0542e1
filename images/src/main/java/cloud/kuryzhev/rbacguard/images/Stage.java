package cloud.kuryzhev.rbacguard.images;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

/**
 * Lays out what images are made of besides the services themselves. Usage: {@code Stage <folder> [<Java base>]}, where the folder holds
 * {@code admission} and {@code drift-controller}, each a jar and its libraries.
 */
public final class Stage {

    /** The modules to link from, and all that they are linked against besides one another. */
    private static final List<String> PACKAGES =
            List.of("openjdk-25-jdk-headless", "libc6", "zlib1g", "libstdc++6", "libgcc-s1");

    private final Path stage;
    private final List<String> modules;

    private Stage(Path stage, List<String> modules) {
        this.stage = stage;
        this.modules = modules;
    }

    /** Makes {@code runtime} and {@code root} beside them; and below {@code other} those for the other processor, unless a base has them. */
    public static void main(String[] args) throws IOException, InterruptedException {
        Path folder = Path.of(args[0]).toRealPath();
        List<Path> apps = List.of(folder.resolve("admission"), folder.resolve("drift-controller"));
        var stage = new Stage(folder, JavaRuntime.modules(apps));
        stage.own(apps);
        if (args.length < 2 || args[1].isEmpty()) {
            stage.other(Processor.own().other());
        }
        Times.set(folder);
    }

    private void own(List<Path> apps) throws IOException, InterruptedException {
        Path runtime = stage.resolve("runtime");
        JavaRuntime.link(modules, List.of(), runtime);
        CLibrary.copy(runtime, apps, stage.resolve("root"));
        accounts(stage.resolve("root"));
    }

    private void other(Processor processor) throws IOException, InterruptedException {
        List<Path> packages;
        try {
            packages = new Debian(processor).packages(PACKAGES);
        } catch (IOException e) {
            System.out.println(
                    "rbac-guard: no images for " + processor.oci() + ", whose Java is taken from Debian's packages: "
                            + e.getMessage() + " (or name a base with Java: JAVA_BASE=<image>@sha256:<digest>)");
            return;
        }
        Path folder = stage.resolve("other");
        Path unpacked = folder.resolve("debian");
        Debian.unpack(packages, unpacked);
        Path jmods = unpacked.resolve("usr/lib/jvm/java-25-openjdk-" + processor.oci() + "/jmods");
        JavaRuntime.link(modules, List.of("--module-path", jmods.toString()), folder.resolve("runtime"));
        CLibrary.copy(unpacked, processor, folder.resolve("root"));
        accounts(folder.resolve("root"));
        Path sources = Files.createDirectories(folder.resolve("packages"));
        for (Path file : packages) {
            Files.createSymbolicLink(sources.resolve(Objects.requireNonNull(file.getFileName())), file);
        }
    }

    private static void accounts(Path root) throws IOException {
        Path etc = Files.createDirectories(root.resolve("etc"));
        Files.writeString(etc.resolve("passwd"), "root:x:0:0:root:/:/none\nnonroot:x:65532:65532:nonroot:/tmp:/none\n");
        Files.writeString(etc.resolve("group"), "root:x:0:\nnonroot:x:65532:\n");
        Files.writeString(etc.resolve("nsswitch.conf"), "hosts: files dns\n");
    }
}
