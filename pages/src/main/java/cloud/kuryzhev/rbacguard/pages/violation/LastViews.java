package cloud.kuryzhev.rbacguard.pages.violation;

import cloud.kuryzhev.rbacguard.kube.v1alpha1.RBACViolation;
import cloud.kuryzhev.rbacguard.pages.identity.Viewer;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** What each viewer saw last of each violation: for when the API server is away, and to tell what has changed since. */
@Component
final class LastViews {

    private static final int MOST = 500;
    private static final Duration KEPT = Duration.ofMinutes(30);

    private final Cache<Key, View> views =
            Caffeine.newBuilder().maximumSize(MOST).expireAfterWrite(KEPT).build();

    /** A viewer is one session's: nobody sees what another saw. */
    private record Key(Viewer viewer, String namespace, String name) {}

    /** A violation, and what it is about. */
    record View(RBACViolation violation, LiveObjects live) {}

    void keep(Viewer viewer, View view) {
        var metadata = view.violation().getMetadata();
        views.put(new Key(viewer, metadata.getNamespace(), metadata.getName()), view);
    }

    Optional<View> of(Viewer viewer, String namespace, String name) {
        return Optional.ofNullable(views.getIfPresent(new Key(viewer, namespace, name)));
    }
}
