#include "fuzz/RequestFuzzer.h"

#include "domain/explain/Explainer.h"
#include "domain/explain/address/MarkedAddress.h"
#include "domain/explain/masking/SecretParameters.h"
#include "fuzz/Demand.h"

using namespace Qt::StringLiterals;

namespace gatehouse::fuzz {

namespace {

/// One client application, whatever is asked for.
class OneClient : public explain::ClientDirectory
{
public:
    OneClient()
    {
        m_client.clientId = u"a"_s;
        m_client.enabled = true;
        m_client.loginRedirects = {u"https://a.example/cb"_s, u"https://a.example/*"_s, u"/cb"_s,
                                   u"http://localhost/cb"_s, u"http://127.0.0.1/cb"_s};
        m_client.logoutRedirects = m_client.loginRedirects;
    }

    Result<std::optional<ClientApplication>> find(const QString &) const override { return m_client; }
    Result<QStringList> clientIds() const override { return QStringList{m_client.clientId}; }
    Result<QStringList> withLoginRedirect(const QString &) const override { return QStringList{}; }
    Result<QSet<QString>> scopes() const override { return QSet<QString>{u"api"_s}; }

private:
    ClientApplication m_client;
};

void checkProblem(const explain::RequestProblem &problem, const QByteArray &bytes)
{
    demand(!problem.text.isEmpty() && !problem.remedy.isEmpty(), "a reason without words", bytes);
    explain::piecesOf(problem.sent.value_or(QString()), problem.inSent);
    explain::piecesOf(problem.nearest, problem.inNearest);
}

}

void explainRequest(const QByteArray &bytes)
{
    const QString text = QString::fromUtf8(bytes);
    const QString masked = explain::masked(text);
    demand(explain::masked(masked) == masked, "masked twice it is another text", bytes);
    const auto request = explain::readRequest(text);
    if (!request)
        return demand(!request.error().text.isEmpty(), "refused without a word", bytes);
    for (const explain::ServerHabits &habits : explain::allServerHabits()) {
        const auto explanation = explain::explain(*request, OneClient(), {.server = habits.kind});
        demand(explanation.has_value(), "not explained", bytes);
        for (const explain::RequestProblem &problem : explanation->problems)
            checkProblem(problem, bytes);
    }
}

}
