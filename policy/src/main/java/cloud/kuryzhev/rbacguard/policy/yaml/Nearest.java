package cloud.kuryzhev.rbacguard.policy.yaml;

import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;

/** Guesses which of the known words somebody meant. */
final class Nearest {

    private static final int LONGEST = 64;
    private static final String NONE = "; expected";

    private Nearest() {}

    /** {@code ": did you mean x? Expected"}, or where no word is near {@code "; expected"}. */
    static String expected(String word, Collection<String> known) {
        return word.length() > LONGEST
                ? NONE
                : known.stream()
                        .filter(candidate -> distance(word, candidate) <= Math.max(1, candidate.length() / 4))
                        .min(Comparator.comparingInt(candidate -> distance(word, candidate)))
                        .map(candidate -> ": did you mean " + candidate + "? Expected")
                        .orElse(NONE);
    }

    /** How many letters must be put in, left out or exchanged (Levenshtein). */
    private static int distance(String from, String to) {
        int[] above = new int[to.length() + 1];
        Arrays.setAll(above, column -> column);
        for (int row = 1; row <= from.length(); row++) {
            int[] here = new int[to.length() + 1];
            here[0] = row;
            for (int column = 1; column <= to.length(); column++) {
                int exchanged = above[column - 1] + (from.charAt(row - 1) == to.charAt(column - 1) ? 0 : 1);
                here[column] = Math.min(exchanged, 1 + Math.min(above[column], here[column - 1]));
            }
            above = here;
        }
        return above[to.length()];
    }
}
