package cloud.kuryzhev.rbacguard.images;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What both services need of the JDK that builds them, and no more. */
final class JavaRuntime {

    /** What draws and plays; each would bring libraries of a desktop along. */
    private static final String DESKTOP =
            "**/libawt_xawt.so,**/libjawt.so,**/libjsound.so,**/libsplashscreen.so,**/libfontmanager.so,**/libfreetype.so";

    private JavaRuntime() {}

    /** Links one into {@code folder}, which is made. */
    static void link(List<Path> apps, Path folder) throws IOException, InterruptedException {
        Tool.run(List.of(
                tool("jlink"),
                "--add-modules",
                String.join(",", modules(apps)),
                "--strip-java-debug-attributes",
                "--no-header-files",
                "--no-man-pages",
                "--exclude-files=" + DESKTOP,
                "--output",
                folder.toString()));
    }

    /** The modules that any of their classes speaks of. */
    private static List<String> modules(List<Path> apps) throws IOException, InterruptedException {
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
