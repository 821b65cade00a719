#include "domain/explain/masking/SecretLooks.h"

#include "domain/explain/masking/SecretParameters.h"
#include "domain/explain/masking/WrittenText.h"

#include <QRegularExpression>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace gatehouse::explain {

namespace {

/// Goes over one user name and its password, which may be encoded with the rest of their address.
class UserInfoMasker
{
public:
    explicit UserInfoMasker(QStringView text) : m_text(text) {}

    QString masked()
    {
        qsizetype slashes = 0; ///< that follow a colon
        bool isBehindColon = false;
        for (qsizetype at = 0; at < m_text.size();) {
            const Written written = writtenAt(m_text, at);
            slashes = isBehindColon && written.character == u'/' ? slashes + 1 : 0;
            isBehindColon = written.character == u':' || slashes > 0;
            at += written.length;
            if (slashes == 2)
                at = maskAt(at);
        }
        return m_shown.append(m_text.sliced(m_from));
    }

private:
    /// Where to go on: no other address begins before.
    qsizetype maskAt(qsizetype begin)
    {
        qsizetype secret = begin;
        for (qsizetype at = begin; at < m_text.size();) {
            const Written written = writtenAt(m_text, at);
            if (written.character == u'@')
                return mask(secret, at);
            if (written.character.isSpace() || QStringView(u"/?#&\"'<>").contains(written.character))
                return at;
            at += written.length;
            if (written.character == u':' && secret == begin)
                secret = at;
        }
        return m_text.size();
    }

    qsizetype mask(qsizetype begin, qsizetype end)
    {
        if (end > begin) {
            m_shown += m_text.sliced(m_from, begin - m_from);
            m_shown += explain::mask;
            m_from = end;
        }
        return end;
    }

    QStringView m_text;
    qsizetype m_from = 0;
    QString m_shown;
};

}

QString withMaskedLooks(const QString &text)
{
    static const QRegularExpression schemes(
        uR"re(\b((?:basic|bearer|dpop)(?:\s|%(?:25)*20|\+){1,3})[A-Za-z0-9+/=._~%\-]{8,})re"_s,
        QRegularExpression::CaseInsensitiveOption);
    static const QRegularExpression webToken(
        uR"re(()\beyJ[A-Za-z0-9_\-]{5,}\.[A-Za-z0-9_\-]+(?:\.[A-Za-z0-9_\-]*)+)re"_s);
    // `client_secret S`, `('code', 'S')` and rows of a table: no prose has letters and digits in one long
    // word there.
    static const QRegularExpression named(
        uR"re(((?:secret|token|password|verifier|assertion|passphrase|code)["']?[\s|,;()\[\]]{1,8}["']?)(?=[a-z._~+/%\-]*[0-9])(?=[0-9._~+/%\-]*[a-z])[a-z0-9._~+/%\-]{12,}+=*)re"_s,
        QRegularExpression::CaseInsensitiveOption);
    QString shown = UserInfoMasker(text).masked();
    for (const auto *pattern : {&schemes, &webToken, &named})
        shown.replace(*pattern, u"\\1"_s + mask);
    return shown;
}

}
