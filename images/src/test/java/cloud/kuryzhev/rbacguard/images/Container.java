package cloud.kuryzhev.rbacguard.images;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;

/**
 * An image, unpacked to be run by chroot in namespaces of its own: read-only but for {@code /tmp} and what is bound into it. The network
 * is the machine's.
 *
 * @param root the file system
 * @param config the image's configuration (image-spec v1.1, config.md)
 * @param emulator what runs its programs there, if this machine's processor does not
 */
record Container(Path root, JsonNode config, List<String> emulator) {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    /** Changes the root by {@code unshare}, since {@code chroot} knows no working directory. */
    private static final String ENTER = """
        root=$1 work=$2 run=$3 data=$4; shift 4
        mount --bind "$root" "$root" && mount --rbind /proc "$root/proc" && mount --rbind /dev "$root/dev" &&
        mount -t tmpfs tmpfs "$root/tmp" && mount --bind "$run" "$root/var/run/rbac-guard" &&
        mount --bind "$data" "$root/var/lib/rbac-guard" && mount -o remount,ro,bind "$root" &&
        exec unshare --root="$root" --wd="$work" "$@"
        """;

    /** What {@code make images} wrote for a service; where it did not, the test is skipped. */
    static Path layout(String service, Processor processor) {
        Path layout = Path.of("../target/images", service + "-" + processor.oci());
        assumeTrue(Files.isDirectory(layout), "no " + layout.getFileName() + ": make images");
        return layout;
    }

    /** The one that {@code layout} holds, unpacked below {@code root}. */
    static Container unpacked(Path layout, Path root) throws IOException, InterruptedException {
        JsonNode index = JSON.readTree(layout.resolve("index.json").toFile());
        JsonNode manifest = blob(layout, index.path("manifests").path(0));
        Files.createDirectories(root);
        for (JsonNode layer : manifest.path("layers")) {
            Tool.run(List.of(
                    "tar",
                    "--warning=no-unknown-keyword",
                    "-xzf",
                    path(layout, layer).toString(),
                    "-C",
                    root.toString(),
                    "--no-same-owner"));
        }
        for (String mount : List.of("proc", "dev")) {
            Files.createDirectories(root.resolve(mount));
        }
        return new Container(root, blob(layout, manifest.path("config")).path("config"), List.of());
    }

    boolean emulated() {
        return !emulator.isEmpty();
    }

    /** The same, run by {@code program}, which is linked statically and copied into it. */
    Container under(Path program) throws IOException {
        Files.copy(program, root.resolve("emulator"), StandardCopyOption.COPY_ATTRIBUTES);
        return new Container(root, config, List.of("/emulator"));
    }

    /**
     * The command that starts it as its configuration says.
     *
     * @param run what is at {@code /var/run/rbac-guard}
     * @param data what is at {@code /var/lib/rbac-guard}
     */
    List<String> command(Path run, Path data, String... arguments) {
        var command = new ArrayList<>(List.of("unshare", "-r", "-m", "/bin/sh", "-c", ENTER, "enter"));
        command.addAll(List.of(root.toString(), config.path("WorkingDir").asText(), run.toString(), data.toString()));
        command.addAll(emulator);
        config.path("Entrypoint").forEach(it -> command.add(it.asText()));
        command.addAll(List.of(arguments));
        return command;
    }

    static JsonNode blob(Path layout, JsonNode descriptor) throws IOException {
        return JSON.readTree(path(layout, descriptor).toFile());
    }

    private static Path path(Path layout, JsonNode descriptor) {
        return layout.resolve("blobs")
                .resolve(descriptor.path("digest").asText().replace(':', '/'));
    }
}
