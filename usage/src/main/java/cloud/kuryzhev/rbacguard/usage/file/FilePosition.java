package cloud.kuryzhev.rbacguard.usage.file;

import java.time.Instant;

/**
 * A place in a rotated log, good across restarts.
 *
 * @param inode of the file, which a rename keeps
 * @param offset just after the last complete line read
 * @param modified when the file was last written, as far as known; files older than this came before it
 */
record FilePosition(long inode, Fingerprint fingerprint, long offset, Instant modified) {

    String toText() {
        return String.join(
                " ",
                Long.toString(inode),
                Integer.toString(fingerprint.length()),
                fingerprint.sha256(),
                Long.toString(offset),
                modified.toString());
    }

    static FilePosition parse(String text) {
        String[] parts = text.split(" ", -1);
        return new FilePosition(
                Long.parseLong(parts[0]),
                new Fingerprint(Integer.parseInt(parts[1]), parts[2]),
                Long.parseLong(parts[3]),
                Instant.parse(parts[4]));
    }
}
