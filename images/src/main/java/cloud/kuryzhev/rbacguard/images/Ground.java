package cloud.kuryzhev.rbacguard.images;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a service stands on in an image.
 *
 * @param base an image by its digest, or nothing for none
 * @param folder with {@code runtime}, {@code root} and {@code packages}; none where the base has a Java
 * @param trained whether the AOT cache was, with that runtime
 */
record Ground(Processor processor, String base, @Nullable Path folder, boolean trained) {

    /** Where images have our runtime. */
    static final String JAVA_HOME = "/usr/lib/jvm/rbac-guard";

    /** Refuses a base that may change. */
    Ground {
        if (!base.isEmpty() && !base.matches(".+@sha256:[0-9a-f]{64}")) {
            throw new IllegalArgumentException(
                    "base " + base + " is not pinned: say <image>@sha256:<digest>, so that two builds take the same");
        }
    }

    /** For this machine's processor; and for the other one if a base has a Java for it, or the stage. */
    static List<Ground> all(Path stage, String base, String javaBase) {
        var own = new Ground(Processor.own(), base, stage, true);
        Processor processor = own.processor().other();
        Path other = stage.resolve("other");
        if (!javaBase.isEmpty()) {
            return List.of(own, new Ground(processor, javaBase, null, false));
        }
        return Files.isDirectory(other) ? List.of(own, new Ground(processor, "", other, false)) : List.of(own);
    }

    String java() {
        return folder == null ? "/usr/bin/java" : JAVA_HOME + "/bin/java";
    }

    /** The packages that it was taken from. */
    List<Path> packages() throws IOException {
        Path packages = folder == null ? null : folder.resolve("packages");
        return packages == null || !Files.isDirectory(packages) ? List.of() : Times.below(packages);
    }
}
