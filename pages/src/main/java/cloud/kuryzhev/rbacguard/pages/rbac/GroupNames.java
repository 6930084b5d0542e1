package cloud.kuryzhev.rbacguard.pages.rbac;

import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;

/** Groups as people write them into a field. */
public final class GroupNames {

    private static final int MOST = 100;

    private GroupNames() {}

    /** Those between commas; what comes behind the first {@value #MOST} is one name. */
    public static Set<String> of(String text) {
        return Arrays.stream(text.split(",", MOST))
                .map(String::strip)
                .filter(it -> !it.isEmpty())
                .collect(Collectors.toUnmodifiableSet());
    }
}
