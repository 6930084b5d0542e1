package cloud.kuryzhev.rbacguard.images;

import com.google.cloud.tools.jib.api.Containerizer;
import com.google.cloud.tools.jib.api.Jib;
import com.google.cloud.tools.jib.api.JibContainerBuilder;
import com.google.cloud.tools.jib.api.TarImage;
import com.google.cloud.tools.jib.api.buildplan.AbsoluteUnixPath;
import com.google.cloud.tools.jib.api.buildplan.ImageFormat;
import com.google.cloud.tools.jib.api.buildplan.Platform;
import com.google.cloud.tools.jib.api.buildplan.Port;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Makes the images. Usage: {@code Images <stage> <out> <sbom> <version> <revision> [<base> [<Java base>]]}.
 *
 * <p>Both bases are optional, and pinned by digest: {@code base} has a C library, and without it that of this machine is taken;
 * {@code Java base} has a Java 25, and without it there are no images for arm64, since a runtime cannot be linked for another machine's
 * processor here.
 */
public final class Images {

    private static final String JAVA_HOME = "/usr/lib/jvm/rbac-guard";
    private static final String HOME = "/app";

    private final Path stage;
    private final Path out;
    private final Path sbom;
    private final String version;
    private final String revision;

    private Images(String[] args) {
        this.stage = Path.of(args[0]);
        this.out = Path.of(args[1]);
        this.sbom = Path.of(args[2]);
        this.version = args[3];
        this.revision = args[4];
    }

    /** Makes all that can be made. */
    public static void main(String[] args) throws Exception {
        var images = new Images(args);
        String base = args.length > 5 ? args[5] : "";
        String javaBase = args.length > 6 ? args[6] : "";
        for (Service service : Service.ALL) {
            images.make(service, "amd64", base);
            if (!javaBase.isEmpty()) {
                images.make(service, "arm64", javaBase);
            }
        }
        if (javaBase.isEmpty()) {
            System.out.println(
                    "rbac-guard: no images for arm64: they need a base with Java, JAVA_BASE=<image>@sha256:<digest>");
        }
    }

    private void make(Service service, String architecture, String base) throws Exception {
        boolean ownRuntime = architecture.equals("amd64");
        String name = "rbac-guard-" + service.name();
        JibContainerBuilder image = from(base)
                .setFormat(ImageFormat.OCI)
                .setPlatforms(Set.of(new Platform(architecture, "linux")))
                .setCreationTime(Times.BUILT)
                .setUser("65532:65532")
                .setWorkingDirectory(AbsoluteUnixPath.get(HOME))
                .setExposedPorts(
                        service.ports().stream().map(Port::tcp).collect(Collectors.toCollection(LinkedHashSet::new)))
                .setLabels(new TreeMap<>(Map.of(
                        "org.opencontainers.image.title", name,
                        "org.opencontainers.image.version", version,
                        "org.opencontainers.image.revision", revision,
                        "org.opencontainers.image.licenses", "Apache-2.0")))
                .setEntrypoint(service.command(ownRuntime ? JAVA_HOME + "/bin/java" : "/usr/bin/java", ownRuntime));
        addLayers(image, service, ownRuntime, base.isEmpty());
        write(image, name, out.resolve(service.name() + "-" + architecture), base, stage.resolve(service.name()));
    }

    private static JibContainerBuilder from(String base) throws Exception {
        if (!base.isEmpty() && !base.matches(".+@sha256:[0-9a-f]{64}")) {
            throw new IllegalArgumentException(
                    "base " + base + " is not pinned: say <image>@sha256:<digest>, so that two builds take the same");
        }
        return base.isEmpty() ? Jib.fromScratch() : Jib.from(base);
    }

    private void addLayers(JibContainerBuilder image, Service service, boolean ownRuntime, boolean scratch)
            throws Exception {
        Path app = stage.resolve(service.name());
        if (scratch) {
            image.addFileEntriesLayer(Layers.of("C library", stage.resolve("root"), "/", _ -> true));
        }
        if (ownRuntime) {
            image.addFileEntriesLayer(Layers.of("runtime", stage.resolve("runtime"), JAVA_HOME, _ -> true));
        }
        image.addFileEntriesLayer(Layers.places(stage))
                .addFileEntriesLayer(Layers.of("libraries", app, HOME, it -> it.startsWith(app.resolve("lib"))))
                .addFileEntriesLayer(
                        Layers.of("service", app, HOME, it -> !it.startsWith(app.resolve("lib")) && !isCache(it)));
        if (ownRuntime && !service.cached().isEmpty()) {
            image.addFileEntriesLayer(Layers.of("AOT cache", app, HOME, Images::isCache));
        }
    }

    private static boolean isCache(Path file) {
        return file.toString().endsWith(".aot");
    }

    private void write(JibContainerBuilder image, String name, Path layout, String base, Path app) throws Exception {
        Path tar = Files.createTempFile("image", ".tar");
        image.containerize(Containerizer.to(TarImage.at(tar).named(name + ":" + version))
                .setApplicationLayersCache(out.resolve("cache"))
                .setBaseImageLayersCache(out.resolve("cache"))
                .setOfflineMode(base.isEmpty()));
        OciLayout oci = OciLayout.unpacked(tar, layout);
        Files.delete(tar);
        String digest = oci.image();
        oci.attach("application/vnd.cyclonedx+json", Files.readAllBytes(sbom));
        oci.attach(Provenance.MEDIA_TYPE, Provenance.of(name, digest, revision, base, app));
        System.out.println("rbac-guard: " + layout + " sha256:" + digest);
    }
}
