#include "store/engine/postgresql/PostgresDiagnosis.h"

#include "store/StoreText.h"
#include "store/engine/postgresql/HostReach.h"
#include "store/engine/postgresql/Libpq.h"
#include "store/engine/postgresql/PostgresAddress.h"

#include <QDir>
#include <QFileInfo>

#include <array>

using namespace Qt::StringLiterals;

namespace gatehouse {

namespace {

const QString nowhere = u"/dev/null/none"_s; ///< a file that there never is

/// Tries one host of an address with less and less demanded of it.
class HostDiagnosis
{
public:
    HostDiagnosis(const PostgresAddress &address, PostgresAddress::Host host, std::function<bool()> goesOn)
        : m_address(address)
        , m_host(std::move(host))
        , m_patience(std::chrono::seconds(address.connectSeconds()))
        , m_goesOn(std::move(goesOn))
    {
    }

    QString why() const
    {
        const auto reached = reachHost(m_host, m_patience, m_goesOn);
        if (!reached)
            return reached.error();
        if (answers({}))
            return answered();
        if (!answers(unverified()))
            return withoutTls();
        return aboutCertificate();
    }

private:
    QString answered() const
    {
        if (m_address.value(u"target_session_attrs"_s).isEmpty())
            return StoreText::tr("\"%1\" answers by now. Try again.").arg(m_host.name);
        return StoreText::tr("\"%1\" is reached, but it is not a server that the URL allows "
                             "(target_session_attrs).")
            .arg(m_host.name);
    }

    using Demands = QStringList;

    /// No password goes to a server whose certificate is not checked, nor one that libpq finds.
    bool answers(const Demands &demands) const
    {
        const QStringList one{"host="_L1 + PostgresAddress::quoted(m_host.name),
                              "port="_L1 + PostgresAddress::quoted(m_host.port),
                              u"hostaddr=''"_s,
                              u"password=''"_s,
                              "passfile="_L1 + PostgresAddress::quoted(nowhere),
                              u"target_session_attrs=any"_s,
                              u"gssencmode=disable"_s};
        const QString text = (QStringList(m_address.connectionText()) << one << demands).join(u' ');
        return libpq::attempt(text, m_patience, m_goesOn).hasAnswer();
    }

    static Demands unverified()
    {
        return {u"sslmode=require"_s, "sslrootcert="_L1 + PostgresAddress::quoted(nowhere)};
    }

    QString withoutTls() const
    {
        if (answers({u"sslmode=disable"_s})) {
            return StoreText::tr(
                       "\"%1\" does not speak TLS, which the URL demands. Have TLS turned on in its "
                       "configuration (ssl = on).")
                .arg(m_host.name);
        }
        return StoreText::tr(
                   "What answers at \"%1\" is no server of PostgreSQL, or it breaks off. Check host "
                   "and port.")
            .arg(m_host.name);
    }

    QString aboutCertificate() const
    {
        const QString named = m_address.value(u"sslrootcert"_s);
        if (named == "system"_L1) {
            return StoreText::tr("The certificate of \"%1\" is not from an authority that this machine "
                                 "trusts, or is for another name. Choose the root certificate of the one who "
                                 "made it, or the name that stands in it.")
                .arg(m_host.name);
        }
        const QString file = named.isEmpty() ? QDir::home().filePath(u".postgresql/root.crt"_s) : named;
        if (!QFileInfo(file).isReadable()) {
            return StoreText::tr("The certificate of \"%1\" cannot be checked: there is no root certificate "
                                 "at \"%2\", or it cannot be read. Choose the one of the authority that made "
                                 "it.")
                .arg(m_host.name, file);
        }
        if (m_address.value(u"sslmode"_s) == "verify-full"_L1 && answers({u"sslmode=verify-ca"_s})) {
            return StoreText::tr("The certificate of the server is for another name than \"%1\". Write the "
                                 "host as it stands in the certificate.")
                .arg(m_host.name);
        }
        return StoreText::tr("The certificate of \"%1\" is not from the authority of the root certificate "
                             "\"%2\", or it is out of date.")
            .arg(m_host.name, file);
    }

    const PostgresAddress &m_address;
    PostgresAddress::Host m_host;
    std::chrono::milliseconds m_patience;
    std::function<bool()> m_goesOn;
};

}

Error whyOutOfReach(const PostgresAddress &address, const Progress &progress)
{
    auto hosts = address.hostList();
    if (hosts.isEmpty())
        hosts << PostgresAddress::Host();
    const int count = int(hosts.size());
    QStringList reasons;
    for (int i = 0; i < count && goesOn(progress, i, count); ++i)
        reasons << HostDiagnosis(address, hosts.at(i), [&] { return goesOn(progress, i, count); }).why();
    if (!goesOn(progress, count, count))
        return {Error::Kind::Cancelled, StoreText::tr("The test was cancelled.")};
    return {Error::Kind::Unreachable, reasons.join(u'\n')};
}

}
