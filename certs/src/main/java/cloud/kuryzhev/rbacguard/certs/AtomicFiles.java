package cloud.kuryzhev.rbacguard.certs;

import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;
import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.SYNC;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Set;

/**
 * Files of one directory that change together, laid out as the kubelet does for Secrets
 * ({@code pkg/volume/util/atomic_writer.go}): {@code tls.key -> ..data/tls.key}, {@code ..data -> ..1234}, and one rename of
 * {@code ..data} changes all. A reader never pairs a new key with an old certificate.
 */
record AtomicFiles(Path directory) {

    private static final String DATA = "..data";

    void replace(Map<String, byte[]> files) throws IOException {
        Path fresh = Files.createTempDirectory(directory, "..", mode("rwxr-xr-x"));
        for (Map.Entry<String, byte[]> file : files.entrySet()) {
            write(fresh.resolve(file.getKey()), file.getValue());
        }
        link(DATA, fresh.getFileName());
        for (String name : files.keySet()) {
            link(name, Path.of(DATA, name));
        }
        deleteAllBut(fresh);
    }

    private static void write(Path file, byte[] content) throws IOException {
        String mode = file.toString().endsWith(".key") ? "rw-------" : "rw-r--r--";
        try (SeekableByteChannel channel = Files.newByteChannel(file, Set.of(CREATE_NEW, WRITE, SYNC), mode(mode))) {
            Channels.newOutputStream(channel).write(content);
        }
    }

    private void link(String name, Path target) throws IOException {
        Path link = directory.resolve(name);
        if (Files.isSymbolicLink(link) && Files.readSymbolicLink(link).equals(target)) {
            return;
        }
        Path partial = directory.resolve("..partial");
        Files.deleteIfExists(partial);
        Files.createSymbolicLink(partial, target);
        Files.move(partial, link, ATOMIC_MOVE);
    }

    /** Earlier ones, and what a crash left behind. */
    private void deleteAllBut(Path fresh) throws IOException {
        try (DirectoryStream<Path> data = Files.newDirectoryStream(directory, "..*")) {
            for (Path old : data) {
                if (Files.isDirectory(old, LinkOption.NOFOLLOW_LINKS) && !old.equals(fresh)) {
                    delete(old);
                }
            }
        }
    }

    private static void delete(Path data) throws IOException {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(data)) {
            for (Path file : files) {
                Files.delete(file);
            }
        }
        Files.delete(data);
    }

    private static FileAttribute<?> mode(String permissions) {
        return PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions));
    }
}
