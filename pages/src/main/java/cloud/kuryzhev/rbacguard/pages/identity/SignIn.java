package cloud.kuryzhev.rbacguard.pages.identity;

import io.fabric8.kubernetes.client.KubernetesClientException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The page that asks for a token. */
@Controller
final class SignIn {

    /** Where who has to sign in is sent, without the browser: nothing of the request is lost. */
    static final String AGAIN = "/login/again";

    private static final Logger LOG = LoggerFactory.getLogger(SignIn.class);
    private static final String PAGE = "identity/login";

    private final Viewers viewers;
    private final SignedIn signedIn;
    private final LoginLimit limit;

    SignIn(Viewers viewers, SignedIn signedIn, LoginLimit limit) {
        this.viewers = viewers;
        this.signedIn = signedIn;
        this.limit = limit;
    }

    @GetMapping("/login")
    String page(@RequestParam(defaultValue = "/") String next, Model model) {
        return asked(next, model);
    }

    @RequestMapping(AGAIN)
    String again(HttpServletRequest request, HttpServletResponse response, Model model) {
        response.setStatus(HttpServletResponse.SC_UNAUTHORIZED);
        String next = NextPage.of(request);
        return crossed(request) ? comeAgain(next, model) : asked(next, model);
    }

    @PostMapping("/login")
    String signIn(
            @RequestParam String token,
            @RequestParam(defaultValue = "/") String next,
            HttpServletRequest request,
            HttpServletResponse response,
            Model model) {
        if (!limit.allows(request.getRemoteAddr())) {
            response.setHeader("Retry-After", LoginLimit.SECONDS);
            return refused(429, "Too many tries. Wait a minute, then sign in again.", next, response, model);
        }
        try {
            Optional<Viewer> viewer = viewers.of(token.strip());
            if (viewer.isEmpty()) {
                return refused(
                        401, "The API server does not know this token, or it has expired.", next, response, model);
            }
            signedIn.begin(viewer.get(), request, response);
            return "redirect:" + NextPage.checked(next);
        } catch (KubernetesClientException e) {
            LOG.warn("a token could not be checked: {}", e.getMessage());
            return refused(
                    503,
                    "The API server does not answer, so the token could not be checked. Try again.",
                    next,
                    response,
                    model);
        }
    }

    @PostMapping("/logout")
    String signOut(HttpServletRequest request) {
        signedIn.end(request);
        return "redirect:/login";
    }

    private static String refused(int status, String why, String next, HttpServletResponse response, Model model) {
        response.setStatus(status);
        model.addAttribute("problem", why);
        return asked(next, model);
    }

    private static String asked(String next, Model model) {
        model.addAttribute("next", NextPage.checked(next));
        return PAGE;
    }

    /** A link from elsewhere comes without the cookie, which is strict; once it is this site that asks, the cookie is sent. */
    private static boolean crossed(HttpServletRequest request) {
        return "cross-site".equals(request.getHeader("Sec-Fetch-Site")) && "GET".equals(request.getMethod());
    }

    private static String comeAgain(String next, Model model) {
        model.addAttribute("next", next);
        return "identity/come-again";
    }
}
