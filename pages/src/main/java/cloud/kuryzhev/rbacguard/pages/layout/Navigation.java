package cloud.kuryzhev.rbacguard.pages.layout;

import cloud.kuryzhev.rbacguard.pages.identity.Viewer;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ModelAttribute;

/** What the header of every page shows. */
@ControllerAdvice
final class Navigation {

    private final List<Page> pages;
    private final When when;

    Navigation(List<Page> pages, When when) {
        this.pages = pages.stream().sorted(Comparator.comparingInt(Page::place)).toList();
        this.when = when;
    }

    @ModelAttribute("pages")
    List<Page> pages() {
        return pages;
    }

    @ModelAttribute("when")
    When when() {
        return when;
    }

    @ModelAttribute("path")
    String path(HttpServletRequest request) {
        return request.getRequestURI();
    }

    @ModelAttribute("viewer")
    @Nullable
    Viewer viewer(@AuthenticationPrincipal @Nullable Viewer viewer) {
        return viewer;
    }
}
