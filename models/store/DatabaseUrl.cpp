#include "store/DatabaseUrl.h"

#include "store/engine/postgresql/PostgresAddress.h"

#include <QCoreApplication>
#include <QDir>
#include <QRegularExpression>
#include <QStandardPaths>

using namespace Qt::StringLiterals;

namespace gatehouse {

namespace {

constexpr auto fileScheme = "sqlite:"_L1;

/// What of it can be said: the scheme alone, where there is one, since what follows it in other programs'
/// URLs can hold a password, as can words of libpq (`host=… password=…`) and whatever else somebody pasted.
QString shownUrl(const QString &text)
{
    static const QRegularExpression scheme(u"^[A-Za-z][A-Za-z0-9+.-]*:"_s);
    const QString found = scheme.match(text).captured();
    return found.isEmpty() ? QCoreApplication::translate("DatabaseUrl", "What was given")
                           : u'"' + found + u"…\""_s;
}

}

DatabaseUrl::DatabaseUrl(QString text, QString path, std::shared_ptr<const PostgresAddress> server)
    : m_text(std::move(text))
    , m_path(std::move(path))
    , m_server(std::move(server))
    , m_password(std::make_shared<QString>())
{
}

Result<DatabaseUrl> DatabaseUrl::parse(const QString &text)
{
    if (PostgresAddress::isOne(text)) {
        return PostgresAddress::parse(text).transform([&](const PostgresAddress &address) {
            return DatabaseUrl(text, {}, std::make_shared<PostgresAddress>(address));
        });
    }
    if (!text.startsWith(fileScheme) || text.size() == fileScheme.size()) {
        return fail(Error::Kind::Unreachable,
                    QCoreApplication::translate("DatabaseUrl",
                                                "%1 names no database. Write sqlite: and the path of a "
                                                "file, for example sqlite:/srv/gatehouse.sqlite, or "
                                                "postgresql://user@host/database")
                        .arg(shownUrl(text)));
    }
    if (PostgresAddress::isOne(text.sliced(fileScheme.size()))) {
        return fail(
            Error::Kind::Unreachable,
            QCoreApplication::translate("DatabaseUrl", "%1 stands before the URL of a server. Leave it out.")
                .arg(shownUrl(text)));
    }
    return ofFile(text.sliced(fileScheme.size()));
}

DatabaseUrl DatabaseUrl::ofFile(const QString &path)
{
    const QString absolute = QDir::current().absoluteFilePath(path);
    return {fileScheme + absolute, absolute, {}};
}

DatabaseUrl DatabaseUrl::standard()
{
    const QString folder = QStandardPaths::writableLocation(QStandardPaths::GenericDataLocation);
    return ofFile(folder + "/gatehouse/gatehouse.sqlite"_L1);
}

QString DatabaseUrl::text() const
{
    return m_text;
}

QString DatabaseUrl::name() const
{
    return isFile() ? m_path : m_text;
}

}
