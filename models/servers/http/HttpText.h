#pragma once

#include <QCoreApplication>
#include <QDateTime>
#include <QUrl>

namespace gatehouse {

struct HttpText
{
    Q_DECLARE_TR_FUNCTIONS(Http)
};

/// `https://id.example.org:8443`, for people.
inline QString serverOf(const QUrl &url)
{
    return url.adjusted(QUrl::RemovePath | QUrl::RemoveQuery | QUrl::RemoveFragment | QUrl::RemoveUserInfo)
        .toDisplayString();
}

/// RFC 9110 5.6.7: always in GMT, which Qt wants as an offset. Invalid: it is none.
inline QDateTime httpDate(QByteArray text)
{
    return QDateTime::fromString(QString::fromLatin1(text.replace("GMT", "+0000")), Qt::RFC2822Date);
}

}
