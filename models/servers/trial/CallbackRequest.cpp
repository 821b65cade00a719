#include "servers/trial/CallbackRequest.h"

#include <QLocale>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace gatehouse::trial {

namespace {

/// RFC 9110 15, as far as they are used.
QByteArray reasonOf(int status)
{
    switch (status) {
    case 200:
        return "OK";
    case 404:
        return "Not Found";
    case 405:
        return "Method Not Allowed";
    case 431:
        return "Request Header Fields Too Large";
    default:
        return "Bad Request";
    }
}

bool isPrintable(char c)
{
    return c > ' ' && c < 0x7f;
}

}

std::optional<CallbackRequest> callbackIn(QByteArrayView head)
{
    const qsizetype end = head.indexOf("\r\n");
    const QByteArrayView line = end < 0 ? head : head.first(end);
    const qsizetype first = line.indexOf(' ');
    const qsizetype last = line.lastIndexOf(' ');
    if (first <= 0 || last <= first + 1 || !line.sliced(last + 1).startsWith("HTTP/1."))
        return {};
    const QByteArrayView target = line.sliced(first + 1, last - first - 1);
    if (!target.startsWith('/') || !std::ranges::all_of(target, isPrintable))
        return {};
    const qsizetype question = target.indexOf('?');
    return CallbackRequest{line.first(first).toByteArray(),
                           (question < 0 ? target : target.first(question)).toByteArray(),
                           question < 0 ? QByteArray() : target.sliced(question + 1).toByteArray()};
}

QByteArray callbackPage(int status, const QString &title, const QString &text)
{
    const QByteArray body =
        u"<!DOCTYPE html>\n<html lang=\"%1\"><head><meta charset=\"utf-8\"><title>%2</title></head>\n"
        "<body><h1>%2</h1><p>%3</p></body></html>\n"_s
            .arg(QLocale().bcp47Name(), title.toHtmlEscaped(), text.toHtmlEscaped())
            .toUtf8();
    return "HTTP/1.1 " + QByteArray::number(status) + ' ' + reasonOf(status) +
           "\r\nContent-Type: text/html; charset=utf-8\r\nContent-Length: " +
           QByteArray::number(body.size()) + (status == 405 ? QByteArray("\r\nAllow: GET") : QByteArray()) +
           "\r\nCache-Control: no-store\r\nReferrer-Policy: no-referrer\r\nX-Content-Type-Options: nosniff"
           "\r\nContent-Security-Policy: default-src 'none'; frame-ancestors 'none'"
           "\r\nConnection: close\r\n\r\n" +
           body;
}

}
