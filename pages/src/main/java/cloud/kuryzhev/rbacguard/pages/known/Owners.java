package cloud.kuryzhev.rbacguard.pages.known;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Who is in charge of what lies in a namespace. */
@FunctionalInterface
public interface Owners {

    /** Nobody knows. */
    Owners UNKNOWN = _ -> List.of();

    /**
     * Users, and teams as {@code organisation/team}.
     *
     * @param namespace null is what is in none
     */
    List<String> of(@Nullable String namespace);
}
