package cloud.kuryzhev.rbacguard.images;

import com.google.cloud.tools.jib.api.buildplan.AbsoluteUnixPath;
import com.google.cloud.tools.jib.api.buildplan.FileEntriesLayer;
import com.google.cloud.tools.jib.api.buildplan.FilePermissions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;

/** Files as layers: the same bytes for the same content. */
final class Layers {

    private static final FilePermissions READ = FilePermissions.fromOctalString("644");
    private static final FilePermissions RUN = FilePermissions.fromOctalString("755");
    private static final FilePermissions ANYBODYS = FilePermissions.fromOctalString("777");
    private static final String NOBODY = "65532:65532";

    private Layers() {}

    /** Those of all files below {@code folder} that {@code wanted} takes, at {@code at}. */
    static FileEntriesLayer of(String name, Path folder, String at, Predicate<Path> wanted) throws IOException {
        var layer = FileEntriesLayer.builder().setName(name);
        AbsoluteUnixPath target = AbsoluteUnixPath.get(at);
        for (Path file : Times.below(folder)) {
            if (wanted.test(file)) {
                boolean run = Files.isDirectory(file) || Files.isExecutable(file);
                layer.addEntry(file, target.resolve(folder.relativize(file).toString()), run ? RUN : READ, Times.BUILT);
            }
        }
        return layer.build();
    }

    /** Folders that the services write to, or find files in that are mounted. */
    static FileEntriesLayer places(Path anyFolder) {
        var layer = FileEntriesLayer.builder()
                .setName("places")
                .addEntry(anyFolder, AbsoluteUnixPath.get("/tmp"), ANYBODYS, Times.BUILT);
        for (String place : List.of("/var/run/rbac-guard/tls", "/var/lib/rbac-guard")) {
            layer.addEntry(anyFolder, AbsoluteUnixPath.get(place), RUN, Times.BUILT, NOBODY);
        }
        return layer.build();
    }
}
