#pragma once

#include "services/export/ClientExporter.h"

#include <QObject>

#include <functional>

class QCheckBox;

namespace gatehouse {

class EncryptionState;
class FieldLayout;
class HelpLabel;
struct Workplace;

/// The part of the dialog Export about what is written in clear: client secrets and private signing keys.
/// Never chosen at first.
class InClearPart : public QObject
{
    Q_OBJECT

public:
    InClearPart(const Workplace &workplace, FieldLayout &fields, QObject *parent);

    /// Offers what can be included now.
    void showState(bool isIdle, const ClientFormat &format);
    void clear();

    /// Goes on at once when nothing is included; else asks first.
    void ask(QWidget *window, std::function<void()> then) const;
    /// Opens what is encrypted, away from the window's thread.
    void open(const exporter::Request &request, QObject *context,
              std::function<void(const Result<exporter::Request> &)> then) const;

Q_SIGNALS:
    void changed(); ///< what can be included

private:
    QString included() const; ///< for people; empty: nothing

    const Workplace &m_workplace;
    EncryptionState *m_encryption;
    QCheckBox *m_secrets;
    QCheckBox *m_signingKeys;
    HelpLabel *m_help;
};

}
