#pragma once

#include "domain/explain/request/PastedRequest.h"

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
    Body body = Body::Form;
    QString event; ///< of a log of Keycloak: `LOGIN_ERROR`
    /// `name: value` a line, decoded already.
    QList<std::pair<QString, QString>> lines;
};

/// `name: value` and `"name": "value"`, as JSON and logs have them.
void takeLines(RequestText &request, const QString &text);
/// A command of curl, or fetch() of a browser. False: it is neither.
bool takeCommand(RequestText &request, const QString &text);
/// The address of a request, and the forms in its query and fragment. Of a page that goes back to a request,
/// as by `returnUrl=`, it is the one of the request.
void takeAddress(RequestText &request, QStringView address);
/// The first address that asks for something, or the path of an HTTP request.
bool takeFirstAddress(RequestText &request, const QString &text);
/// An address to which a server sent a code or a token.
bool takeAnswer(RequestText &request, const QString &text);

RequestText findRequest(const QString &pasted);

}
