package cloud.kuryzhev.rbacguard.cli.manifest;

/** Why a part of the input could not be used, and where that part is. */
public record Problem(Location where, String message) {

    private static final int LONGEST = 400;

    public Problem {
        String line = message.replaceAll("\\p{Cntrl}+", " ").strip();
        message = line.length() > LONGEST ? line.substring(0, LONGEST) + "…" : line;
    }

    /** A problem of a whole file. */
    public static Problem of(String file, String message) {
        return new Problem(new Location(file, 0, 0), message);
    }

    @Override
    public String toString() {
        return where + ": " + message;
    }
}
