"""What a team has to decide: no program can tell."""

from apps.audit.checks import decision

decision(
    "H001",
    "Who backs the database and the files up, how often, and when was a restore last tried?",
    guide="Database Configuration: database backups automated and tested",
    page="docs/deployment.md",
)
decision(
    "H002",
    "Which personal data is kept, why, and for how long?",
    guide="Data Protection: personal data handling compliant (GDPR, etc.); data retention policies implemented",
    page="docs/accounts.md",
)
decision(
    "H003",
    "Who is woken up, by which alert, and what do they do first?",
    guide="Alerting: critical error alerts configured; on-call procedures documented",
    page="docs/troubleshooting.md",
)
decision(
    "H004",
    "Which traffic must the site bear, and what did a load test at that traffic show?",
    guide="Performance Benchmarks: load testing completed for target traffic",
    page="docs/deployment.md",
)
decision(
    "H005",
    "When are processes added and taken away, and by whom?",
    guide="Horizontal Scaling: auto-scaling policies defined; scaling plans documented",
    page="docs/deployment.md",
)
decision(
    "H006",
    "Who renews the certificates, and who notices if nobody did?",
    guide="Pre-Deployment Checklist: SSL certificates configured",
    page="docs/deployment.md",
)
decision(
    "H007",
    "Where are secrets kept, who can read them, and when are they changed?",
    guide="Environment Management: secrets management implemented",
    page="docs/configuration.md",
)
decision(
    "H008",
    "Who looks at known holes in dependencies, and how soon is one closed?",
    guide="Dependencies: security vulnerabilities checked regularly",
    page="docs/deployment.md",
)
decision(
    "H009",
    "Where do logs go, how long are they kept, and who may read them?",
    guide="Logging: log aggregation configured",
    page="docs/troubleshooting.md",
)
decision(
    "H010",
    "Which numbers are watched, and from which value on are they bad?",
    guide="Application Monitoring: performance monitoring set up; monitoring dashboards set up",
    page="docs/caching.md",
)
decision(
    "H011",
    "Where is a release tried before it meets users?",
    guide="Environment Management: separate environments for dev/staging/prod",
    page="docs/deployment.md",
)
decision(
    "H012",
    "Must staff have a second factor?",
    guide="Authentication System: multi-factor authentication considered",
    page="docs/mfa.md",
)
decision(
    "H013",
    "Which paths are critical, so that every line of them has a test?",
    guide="Test Coverage: critical paths have 100% coverage",
    page="docs/testing.md",
)
decision(
    "H014",
    "Who reviews a change, and what do they ask?",
    guide="Team Knowledge: code review processes established",
    page="docs/onboarding.md",
)
decision(
    "H015",
    "Which laws and contracts bind the project, and who audits that it keeps them?",
    guide="Audit & Compliance: compliance requirements met; security audit procedures established",
    page="docs/accounts.md",
)
decision(
    "H016",
    "From how many milliseconds on is a query slow, and who sees it?",
    guide="Query Optimization: slow query logging enabled; database performance profiled",
    page="docs/deployment.md",
)
