#pragma once

#include <QList>
#include <QString>

/// Where in a text a request stands, in the ways in which people copy one.
namespace gatehouse::explain {

/// As it was written, with its secrets: not to be kept.
struct RequestText
{
    QString address;       ///< without its query and fragment
    QString server;        ///< scheme, host and port of it
    QList<QString> forms;  ///< each `a=1&b=2`: query, fragment, body
    QString authorization; ///< the header's value
    QString user;          ///< `id:secret` of curl's -u
    bool isPost = false;
    /// `name: value` a line, decoded already.
    QList<std::pair<QString, QString>> lines;
};

RequestText findRequest(const QString &pasted);

}
