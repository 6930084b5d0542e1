package cloud.kuryzhev.rbacguard.images;

import java.nio.file.Path;
import java.util.Locale;
import java.util.regex.Pattern;

/** A processor that images are for. */
enum Processor {
    AMD64("x86_64-linux-gnu", "lib64/ld-linux-x86-64.so.2", "x86[-_]64|amd64"),
    ARM64("aarch64-linux-gnu", "lib/ld-linux-aarch64.so.1", "aarch64|arm64");

    private final String tuple;
    private final String loader;
    private final Pattern natives;

    Processor(String tuple, String loader, String names) {
        this.tuple = tuple;
        this.loader = loader;
        this.natives = Pattern.compile("(?i).*linux.*(" + names + ").*\\.so");
    }

    /** The one of this machine. */
    static Processor own() {
        return switch (System.getProperty("os.arch")) {
            case "amd64", "x86_64" -> AMD64;
            case "aarch64" -> ARM64;
            case String another -> throw new IllegalStateException("images are made on amd64 or arm64, not " + another);
        };
    }

    Processor other() {
        return this == AMD64 ? ARM64 : AMD64;
    }

    /** Its name in an image's configuration (image-spec v1.1, config.md), which is Debian's too. */
    String oci() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The folder of its libraries below {@code lib} and {@code usr/lib}, as Debian has it. */
    String tuple() {
        return tuple;
    }

    /** Where each program for it says that its loader is, seen from the root. */
    Path loader() {
        return Path.of(loader);
    }

    /** Whether a jar's entry of that name is native code for it, by what libraries call theirs. */
    boolean runs(String entry) {
        return natives.matcher(entry).matches();
    }
}
