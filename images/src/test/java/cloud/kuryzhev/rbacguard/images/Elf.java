package cloud.kuryzhev.rbacguard.images;

import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A program or library, as {@code readelf} of GNU binutils has it.
 *
 * @param machine the processor: AArch64, Advanced Micro Devices X86-64
 * @param needed the libraries that it is linked against
 */
record Elf(Path file, String machine, List<String> needed) {

    private static final byte[] MAGIC = {0x7f, 'E', 'L', 'F'};
    private static final Pattern MACHINE = Pattern.compile("(?m)^ *Machine: +(.+)$");
    private static final Pattern NEEDED = Pattern.compile("\\(NEEDED\\) +Shared library: \\[(.+)]");

    /** All below {@code folder}; without {@code readelf} the test is skipped. */
    static List<Elf> below(Path folder) throws IOException, InterruptedException {
        onlyWithReadelf();
        var all = new ArrayList<Elf>();
        for (Path file : Times.below(folder)) {
            if (Files.isRegularFile(file) && isOne(file)) {
                all.add(of(file));
            }
        }
        return all;
    }

    private static void onlyWithReadelf() throws InterruptedException {
        try {
            Tool.run(List.of("readelf", "--version"));
        } catch (IOException e) {
            abort("no readelf here: " + e.getMessage());
        }
    }

    private static boolean isOne(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return Arrays.equals(in.readNBytes(MAGIC.length), MAGIC);
        }
    }

    private static Elf of(Path file) throws IOException, InterruptedException {
        String told = Tool.run(List.of("env", "LC_ALL=C", "readelf", "-hdW", file.toString()));
        List<String> machine = all(MACHINE, told);
        return new Elf(file, String.join("", machine), all(NEEDED, told));
    }

    private static List<String> all(Pattern pattern, String told) {
        return pattern.matcher(told).results().map(it -> it.group(1)).toList();
    }
}
