package cloud.kuryzhev.rbacguard.images;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** What runs programs for another processor here: QEMU's user mode, out of Debian's package, since nothing need be installed for it. */
final class Emulator {

    private static final String UNPACK = "dpkg-deb --fsys-tarfile \"$1\" | tar -x -C \"$2\" \"./$3\"";

    private Emulator() {}

    /**
     * The program, below {@code folder}.
     *
     * @throws IOException where it cannot be had
     */
    static Path of(Processor processor, Path folder) throws IOException, InterruptedException {
        Path archive =
                new Debian(Processor.own()).packages(List.of("qemu-user")).getFirst();
        String program = "usr/bin/qemu-" + processor.tuple().replaceAll("-.*", "");
        Files.createDirectories(folder);
        Tool.run(List.of("sh", "-c", UNPACK, "unpack", archive.toString(), folder.toString(), program));
        return folder.resolve(program);
    }
}
