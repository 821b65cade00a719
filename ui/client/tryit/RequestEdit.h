#pragma once

#include "domain/explain/request/PastedRequest.h"
#include "ui/common/MarkedTextEdit.h"

#include <optional>

namespace gatehouse {

/// A field to paste a request into. Codes, tokens and secrets in it are masked before they are seen, and are
/// kept nowhere.
class RequestEdit : public MarkedTextEdit
{
    Q_OBJECT

public:
    explicit RequestEdit(QWidget *parent = nullptr);

    /// As it was pasted, or typed since.
    const Result<explain::PastedRequest> &request() const { return m_request; }
    bool isBlank() const;

Q_SIGNALS:
    void requestChanged();

protected:
    void insertFromMimeData(const QMimeData *source) override;

private:
    void take(const QString &text, qsizetype cursor);
    void takeTyped();

    Result<explain::PastedRequest> m_request;
    bool m_isTaking = false;
};

}
