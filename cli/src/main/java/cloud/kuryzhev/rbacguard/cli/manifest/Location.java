package cloud.kuryzhev.rbacguard.cli.manifest;

/**
 * A place in a file.
 *
 * @param file as the user named it or it was found below what the user named; {@code <stdin>} for standard input, {@code ""} for an
 *     object of a live cluster
 * @param line from 1; 0 where there is none
 * @param column from 1; 0 where there is none
 */
public record Location(String file, int line, int column) {

    /** Of an object that no file holds. */
    public static final Location NONE = new Location("", 0, 0);

    /** As compilers and editors write it: {@code file:line:column}. */
    @Override
    public String toString() {
        return file + (line == 0 ? "" : ":" + line + ":" + column);
    }
}
