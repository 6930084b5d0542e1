package cloud.kuryzhev.rbacguard.kube.v1alpha1;

import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Empty lists are left out when they are written, and so come back as null. */
final class Lists {

    private Lists() {}

    static <T> List<T> orEmpty(@Nullable List<T> list) {
        return list == null ? List.of() : List.copyOf(list);
    }

    static <T> List<T> with(List<T> list, T last) {
        return Stream.concat(list.stream(), Stream.of(last)).toList();
    }
}
