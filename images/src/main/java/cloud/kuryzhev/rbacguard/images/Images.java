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
 * Makes the images. Usage: {@code Images <stage> <out> <sbom> <version> <revision> [<base> [<Java base>]]}; {@code %s} in the SBOM's path is
 * the service's name.
 *
 * <p>Both bases are optional, and pinned by digest: {@code base} has a C library for this machine's processor, and without it that of the
 * machine is taken; {@code Java base} has a Java 25 for the other processor, and without it what the stage has for that one.
 */
public final class Images {

    private static final String HOME = "/app";

    private final Path stage;
    private final Path out;
    private final String sbom;
    private final String version;
    private final String revision;

    private Images(String[] args) {
        this.stage = Path.of(args[0]);
        this.out = Path.of(args[1]);
        this.sbom = args[2];
        this.version = args[3];
        this.revision = args[4];
    }

    /** Makes all that can be made. */
    public static void main(String[] args) throws Exception {
        var images = new Images(args);
        String base = args.length > 5 ? args[5] : "";
        String javaBase = args.length > 6 ? args[6] : "";
        for (Ground ground : Ground.all(images.stage, base, javaBase)) {
            for (Service service : Service.ALL) {
                images.make(service, ground);
            }
        }
    }

    private void make(Service service, Ground ground) throws Exception {
        String name = "rbac-guard-" + service.name();
        String architecture = ground.processor().oci();
        JibContainerBuilder image = (ground.base().isEmpty() ? Jib.fromScratch() : Jib.from(ground.base()))
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
                .setEntrypoint(service.command(ground.java(), ground.trained()));
        addLayers(image, service, ground);
        write(image, service, ground, out.resolve(service.name() + "-" + architecture));
    }

    private void addLayers(JibContainerBuilder image, Service service, Ground ground) throws Exception {
        Path app = stage.resolve(service.name());
        Path own = ground.folder();
        if (own != null && ground.base().isEmpty()) {
            image.addFileEntriesLayer(Layers.of("C library", own.resolve("root"), "/", _ -> true));
        }
        if (own != null) {
            image.addFileEntriesLayer(Layers.of("runtime", own.resolve("runtime"), Ground.JAVA_HOME, _ -> true));
        }
        image.addFileEntriesLayer(Layers.places(stage))
                .addFileEntriesLayer(Layers.of("libraries", app, HOME, it -> it.startsWith(app.resolve("lib"))))
                .addFileEntriesLayer(
                        Layers.of("service", app, HOME, it -> !it.startsWith(app.resolve("lib")) && !isCache(it)));
        if (ground.trained() && !service.cached().isEmpty()) {
            image.addFileEntriesLayer(Layers.of("AOT cache", app, HOME, Images::isCache));
        }
    }

    private static boolean isCache(Path file) {
        return file.toString().endsWith(".aot");
    }

    private void write(JibContainerBuilder image, Service service, Ground ground, Path layout) throws Exception {
        String name = "rbac-guard-" + service.name();
        Path tar = Files.createTempFile("image", ".tar");
        image.containerize(Containerizer.to(TarImage.at(tar).named(name + ":" + version))
                .setApplicationLayersCache(out.resolve("cache"))
                .setBaseImageLayersCache(out.resolve("cache"))
                .setOfflineMode(ground.base().isEmpty()));
        OciLayout oci = OciLayout.unpacked(tar, layout);
        Files.delete(tar);
        String digest = oci.image();
        oci.attach("application/vnd.cyclonedx+json", Files.readAllBytes(Path.of(sbom.formatted(service.name()))));
        oci.attach(Provenance.MEDIA_TYPE, Provenance.of(name, digest, revision, ground, stage.resolve(service.name())));
        System.out.println("rbac-guard: " + layout + " sha256:" + digest);
    }
}
