package cloud.kuryzhev.rbacguard.cli.doctor;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** What came of a check; the worst last. */
enum Verdict {
    /** As it should be. */
    OK,
    /** Could not be looked at. */
    UNKNOWN,
    /** Works, and should be looked at. */
    WARN,
    /** Does not work. */
    FAIL;

    @JsonValue
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
