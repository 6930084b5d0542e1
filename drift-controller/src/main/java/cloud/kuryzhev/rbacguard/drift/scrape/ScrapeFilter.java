package cloud.kuryzhev.rbacguard.drift.scrape;

import cloud.kuryzhev.rbacguard.kube.scrape.ScrapeAccess;
import cloud.kuryzhev.rbacguard.kube.scrape.ScrapeAccess.Answer;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** Lets through whom {@link ScrapeAccess} grants it. */
record ScrapeFilter(ScrapeAccess access) implements Filter {

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        Answer answer = access.ask(((HttpServletRequest) request).getHeader("Authorization"));
        if (answer == Answer.GRANTED) {
            chain.doFilter(request, response);
        } else {
            refuse((HttpServletResponse) response, answer);
        }
    }

    private static void refuse(HttpServletResponse response, Answer answer) throws IOException {
        response.setStatus(answer.status());
        response.setHeader("WWW-Authenticate", "Bearer");
        response.setContentType("text/plain;charset=utf-8");
        response.getWriter().println(answer.why());
    }
}
