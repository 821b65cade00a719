#pragma once

#include <QFuture>
#include <QObject>

#include <utility>

namespace gatehouse {

/// A future whose answer never comes while it is being asked for. QFuture calls a continuation at once when
/// the result is there already, in the middle of the function that asks, and only sometimes.
template<typename T>
class DatabaseReply : public QFuture<T>
{
public:
    explicit DatabaseReply(const QFuture<T> &future) : QFuture<T>(future) {}

    /// Calls `answer(const T &)` from the event loop of the thread of `context`, unless that is gone by then.
    template<typename Answer>
    void then(QObject *context, Answer answer)
    {
        QFuture<T>::then(context, [context, answer = std::move(answer)](const T &result) mutable {
            QMetaObject::invokeMethod(
                context, [answer = std::move(answer), result]() mutable { answer(result); },
                Qt::QueuedConnection);
        });
    }
};

}
