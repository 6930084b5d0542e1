package cloud.kuryzhev.rbacguard.images;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What both services need of a JDK, and no more. */
final class JavaRuntime {

    /** What draws and plays; each would bring libraries of a desktop along, or of pictures where those are not its own. */
    private static final String DESKTOP = Stream.of(
                    "awt_xawt", "jawt", "jsound", "splashscreen", "fontmanager", "freetype", "javajpeg", "lcms")
            .map(it -> "**/lib" + it + ".so")
            .collect(Collectors.joining(","));

    private JavaRuntime() {}

    /**
     * Links one of {@code modules} into {@code folder}, which is made.
     *
     * @param from where they are; nothing for those of this JDK
     */
    static void link(List<String> modules, List<String> from, Path folder) throws IOException, InterruptedException {
        var command = new ArrayList<>(List.of(
                tool("jlink"),
                "--add-modules",
                String.join(",", modules),
                "--strip-java-debug-attributes",
                "--no-header-files",
                "--no-man-pages",
                "--exclude-files=" + DESKTOP,
                "--output",
                folder.toString()));
        command.addAll(from);
        Tool.run(command);
    }

    /** The modules that any class of {@code apps} speaks of. */
    static List<String> modules(List<Path> apps) throws IOException, InterruptedException {
        var modules = new ArrayList<String>();
        for (Path app : apps) {
            var command = new ArrayList<>(List.of(
                    tool("jdeps"),
                    "--ignore-missing-deps",
                    "--print-module-deps",
                    "--multi-release=25",
                    "--class-path",
                    app.resolve("lib") + "/*"));
            Times.below(app).stream()
                    .map(Path::toString)
                    .filter(it -> it.endsWith(".jar"))
                    .forEach(command::add);
            String last = Tool.run(command).lines().reduce("", (_, line) -> line);
            modules.addAll(List.of(last.split(",")));
        }
        return modules.stream().distinct().sorted().toList();
    }

    private static String tool(String name) {
        return Path.of(System.getProperty("java.home"), "bin", name).toString();
    }
}
